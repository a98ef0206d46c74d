// What: stage 5 as the loop calls it: compositions and shapers run in the order of the recipe, each with its own time, and what
// is shown per rollout is the mean over its tokens.
import { beforeEach, expect, it } from 'vitest';
import type { Objective } from '../../src/5-advantages/types.ts';
import type { Config } from '../../src/config/config.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { advantagesOf } from '../../src/training/step/advantagesOf.ts';
import { BlockRuns } from '../../src/training/step/blockRuns.ts';
import type { ScoredStep } from '../../src/training/step/scoreRollouts.ts';
import { addBlock } from '../blockOnTrial.ts';
import { tinyConfig } from './nodeSession.ts';

const [G, T] = [2, 3];
const lengths = Int32Array.of(3, 1, 2, 2);
const reward = Float32Array.of(1, 0, 0, 4);

function scored(leaves: Readonly<Record<string, string>> = {}): ScoredStep {
  const base = tinyConfig({ scale_rewards: 'none' });
  const config = Object.entries(leaves).reduce<Config>((now, [name, text]) => setLeaf(now, name, text), base);
  return {
    ...{ compute: new ReferenceCompute(), config, step: 4, drawn: [{}, {}], signals: new Map(), units: {} },
    rollouts: { promptCount: 2, generations: G, lengths, maxTokens: T },
    table: { reward, columns: [{ name: 'r', values: reward }], weights: [1] },
    ...{ tokenSpans: new Int32Array(4 * T), spanNames: [] },
  } as unknown as ScoredStep;
}
async function run(leaves?: Readonly<Record<string, string>>) {
  const runs = new BlockRuns();
  const made = await advantagesOf(scored(leaves), runs);
  return { ...made, ran: runs.take().map(({ axis, as }) => `${axis}/${as}`) };
}
/** Over the tokens of each completion. */
const ofTokens = (advantages: Float32Array) =>
  Array.from(lengths, (length, r) => [...advantages.subarray(r * T, r * T + length)]);

beforeEach(() => {
  addBlock('composition', {
    name: 'twice',
    compose: (_step, objectives) =>
      objectives.map((one): Objective => ({ ...one, weight: one.weight.map((w) => 2 * w) })),
  });
  addBlock('composition', {
    name: 'onePlus',
    compose: (_step, objectives) =>
      objectives.map((one): Objective => ({ ...one, weight: one.weight.map((w) => w + 1) })),
  });
  addBlock('advantage', { name: 'firstOnly', shape: (_step, A) => A.map((value, i) => (i % T === 0 ? value : 0)) });
  addBlock('advantage', {
    name: 'plus',
    shape: (_step, A, { as }, unshaped) => ({
      advantages: A.map((value) => value + 1),
      metrics: { [`${as}/first`]: A[1]!, [`${as}/unshaped`]: unshaped[1]! },
    }),
  });
});

it('every token of a completion has r − mean of the group', async () => {
  const { advantages, perRollout, ran } = await run();
  expect(ofTokens(advantages)).toEqual([[0.5, 0.5, 0.5], [-0.5], [-2, -2], [2, 2]]);
  expect([...perRollout]).toEqual([0.5, -0.5, -2, 2]);
  expect(ran).toEqual([]);
});

it('advantage_epsilon is added to the standard deviation; 1e-4 unless it is set', async () => {
  const first = async (advantage_epsilon: string) => {
    const leaves = { scale_rewards: 'group', ...(advantage_epsilon && { advantage_epsilon }) };
    return (await run(leaves)).perRollout[0]!;
  };
  const std = Math.sqrt(0.5);
  for (const [epsilon, text] of [
    [1e-4, ''],
    [1e-6, '0.000001'],
    [0.5, '0.5'],
  ] as const)
    expect(Math.abs((await first(text)) - 0.5 / (std + epsilon))).toBeLessThan(2e-7);
});

it('compositions run in order, before anything is normalised', async () => {
  const first = async (compose: string) => {
    const { perRollout, ran } = await run({ compose });
    return [perRollout[3], ...ran];
  };
  expect(await first('twice,onePlus')).toEqual([2 * 3, 'composition/twice', 'composition/onePlus']);
  expect(await first('onePlus,twice')).toEqual([2 * 4, 'composition/onePlus', 'composition/twice']);
});

it('shapers run in order, see what was there before them, and give their metrics', async () => {
  const one = await run({ shapers: 'firstOnly,plus:bonus' });
  expect(ofTokens(one.advantages)).toEqual([[1.5, 1, 1], [0.5], [-1, 1], [3, 1]]);
  expect([...one.perRollout]).toEqual([Math.fround(3.5 / 3), 0.5, 0, 2]);
  expect(one.metrics).toMatchObject({ 'bonus/first': 0, 'bonus/unshaped': 0.5 });
  expect(one.ran).toEqual(['advantage/firstOnly', 'advantage/bonus']);
  const other = await run({ shapers: 'plus:bonus,firstOnly' });
  expect(ofTokens(other.advantages)).toEqual([[1.5, 0, 0], [0.5], [-1, 0], [3, 0]]);
  expect(other.metrics).toMatchObject({ 'bonus/first': 0.5 });
});

it('shuffled advantages are the same numbers elsewhere, by the seed and the step', async () => {
  const { perRollout } = await run({ shuffle_advantages: 'true' });
  expect([...perRollout].sort()).toEqual([...(await run()).perRollout].sort());
  expect((await run({ shuffle_advantages: 'true' })).perRollout).toEqual(perRollout);
  const seeds = await Promise.all(
    ['1', '2', '3', '4'].map(async (seed) => (await run({ shuffle_advantages: 'true', seed })).perRollout.join()),
  );
  expect(new Set(seeds).size).toBeGreaterThan(1);
});
