// What: the counts by difficulty, with numbers worked out by hand; a difficulty without questions has no mean.
import { expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const block = blocksIn('data').get('difficulties')!;
const own = { as: 'd', difficulty: 'level', signal: 'count', target: 'target' } as unknown as Own;
const keep = (values: Readonly<Record<string, readonly number[]>>, shape: Signal['shape'] = 'rollout') =>
  block.keep!(
    {
      rollouts: { promptCount: values['level']!.length / 2, generations: 2 },
      signals: new Map(
        Object.entries(values).map(([name, own]): [string, Signal] => [
          name,
          { shape, values: Float32Array.from(own) },
        ]),
      ),
    } as unknown as Scored,
    own,
  );

it('has the share of each difficulty, its mean, and how far that is from the target; nothing is left out', () => {
  const { metrics, ...masks } = keep({
    level: [0, 0, 2, 2, 0, 0, 0, 0],
    count: [1, 2, 5, 8, 4, 4, 0, 0.5],
    target: [2, 2, 6, 6, 2, 2, 2, 2],
  });
  expect(masks).toEqual({});
  expect(metrics).toEqual({
    ...{ 'd/share/easy': 0.75, 'd/n/easy': 11.5 / 6, 'd/gap/easy': 11.5 / 6 - 2 },
    ...{ 'd/share/medium': 0 },
    ...{ 'd/share/hard': 0.25, 'd/n/hard': 6.5, 'd/gap/hard': 0.5 },
  });
});

it('needs one number per rollout', () => {
  const wide = { level: [0, 0], count: [1, 1], target: [1, 1] };
  expect(() => keep(wide, 'token')).toThrow(/d reads level, which has one value per token; it needs one per rollout/);
});

it('is checked with the configuration: what it counts must be there', () => {
  expect(() => validateConfig(setLeaf(defaultConfig(), 'data_rules', 'difficulties'))).toThrow(
    /difficulties needs the signal reward\/difficulty.*add difficulty to reward_funcs/,
  );
});
