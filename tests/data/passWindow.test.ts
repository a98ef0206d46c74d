// What: the pass window: which groups it leaves out, and what of a step is then left.
import { expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const block = blocksIn('data').get('passWindow')!;
const keep = (values: Float32Array, over: Readonly<Record<string, number>> = {}) =>
  block.keep!(
    {
      rollouts: { promptCount: values.length / 3, generations: 3 },
      signals: new Map([['reward/right', { shape: 'rollout', values }]]),
    } as unknown as Scored,
    { as: 'window', reward: 'right', low: 0.01, high: 0.99, ...over } as Own,
  );

it('keeps the groups that pass sometimes; the borders are left out', () => {
  const score = Float32Array.of(1, 1, 1, 0, 1, 1, 0, 0, 0, 0.5, 0.25, 0);
  const { inStatistics, inLoss, metrics } = keep(score);
  expect([...inStatistics!]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]);
  expect([...inLoss!]).toEqual([...inStatistics!]);
  expect(metrics).toEqual({ 'window/kept': 0.5 });
  expect([...keep(score, { low: 0.25 }).inLoss!]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect([...keep(Float32Array.of(0.5, 0.5, 0.5), { high: 0.5 }).inLoss!]).toEqual([0, 0, 0]);
});

it('leaves out a group that a reward could not score', () => {
  expect([...keep(Float32Array.of(0, 1, NaN, 0, 1, 0)).inLoss!]).toEqual([0, 0, 0, 1, 1, 1]);
});

it('is checked with the configuration: the reward must be there, the window open', () => {
  const withRule = (...leaves: [string, string][]) =>
    validateConfig(
      [['data_rules', 'passWindow'] as const, ...leaves].reduce((c, [n, t]) => setLeaf(c, n, t), defaultConfig()),
    );
  expect(withRule().data.data_rules).toEqual([{ block: 'passWindow' }]);
  expect(() => withRule(['passWindow.reward', 'answerExact'])).toThrow(
    /passWindow needs the signal reward\/answerExact.*add answerExact to reward_funcs/,
  );
  expect(() => withRule(['passWindow.low', '0.99'])).toThrow(/passWindow would leave every group out: passWindow.low/);
});
