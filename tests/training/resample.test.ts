// What: dynamic sampling in a run: flat groups are drawn again with another key, all others stay bit for bit, at most so many times;
// what it did is logged; without flat groups a run is the run without it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GroupView } from '../../src/training/protocol.ts';
import { NodeSession, policyIn, tinyConfig } from './nodeSession.ts';

let session: NodeSession;
beforeAll(async () => {
  session = await NodeSession.ready(tinyConfig());
}, 60_000);
afterAll(() => session.close());

// With this seed one answer of the first step is shorter than five tokens: the reward tells the answers of one group apart.
const ONE_FLAT = {
  seed: '3',
  max_completion_length: '12',
  reward_funcs: 'lengthWindow',
  'lengthWindow.length_min': '5',
};

async function run(leaves: Readonly<Record<string, string>>, steps = 1) {
  await session.must({ type: 'configure', config: tinyConfig(leaves) });
  await session.must({ type: 'reset' });
  session.events.length = 0;
  await session.must({ type: 'start', steps });
  const done = session.of('stepDone');
  const stages = session.of('stageDone').map(({ stage }) => stage);
  return {
    metrics: session.metrics(),
    groups: done.map(({ groups }) => groups),
    theta: policyIn(await session.checkpoint()).theta,
    stages,
  };
}

const isFlat = ({ rollouts }: GroupView) => new Set(rollouts.map(({ reward }) => reward)).size === 1;
/** What was sampled and scored. */
const drawn = ({ rollouts }: GroupView) =>
  rollouts.map(({ ids, tokens, rewards, reward, advantage }) => ({ ids, tokens, rewards, reward, advantage }));

test('a flat group is drawn again, the others stay bit for bit', { timeout: 300_000 }, async () => {
  const [plain, again] = [
    await run(ONE_FLAT),
    await run({ ...ONE_FLAT, dynamic_sample: 'true', max_resample_times: '1' }),
  ];
  const flat = plain.groups[0]!.findIndex(isFlat);
  expect(plain.groups[0]!.filter(isFlat)).toHaveLength(1);
  const [other] = [1 - flat];
  expect(drawn(again.groups[0]![other]!)).toEqual(drawn(plain.groups[0]![other]!));
  const ids = (groups: readonly GroupView[]) => groups[flat]!.rollouts.map(({ ids: own }) => [...own!]);
  expect(ids(again.groups[0]!)).not.toEqual(ids(plain.groups[0]!));
  expect(again.metrics[0]).toMatchObject({ 'sampling/resample_times': 1, 'sampling/resampled_groups': 1 });
  expect(again.stages.slice(2, 6)).toEqual(['3-rollouts', '4-rewards', '3-rollouts', '4-rewards']);
  expect(plain.stages.slice(2, 5)).toEqual(['3-rollouts', '4-rewards', '5-advantages']);
  expect(plain.metrics[0]).not.toHaveProperty('sampling/resample_times');
  // The log-probs that came with the new tokens are theirs: the backward pass agrees with the sampler.
  expect(again.metrics[0]!['sampling/sampling_logp_difference/max']).toBeLessThan(1e-3);
});

test('it ends when no group is flat, at the latest after max_resample_times', { timeout: 300_000 }, async () => {
  const hopeless = { reward_funcs: 'answerExact', dynamic_sample: 'true', max_resample_times: '2' };
  const { metrics, groups } = await run(hopeless, 2);
  expect(groups.flat().every(isFlat)).toBe(true);
  for (const step of metrics)
    expect(step).toMatchObject({ 'sampling/resample_times': 2, 'sampling/resampled_groups': 4 });
  // Every time draws with a key of its own, and so does every step.
  const texts = async (times: number) =>
    (await run({ ...hopeless, max_resample_times: String(times) })).groups[0]!.map(({ rollouts }) =>
      rollouts.map(({ text }) => text),
    );
  expect(await texts(1)).not.toEqual(await texts(2));
});

test('without flat groups a run is the run without it', { timeout: 300_000 }, async () => {
  const rewards = { 'repetition.ngram_size': '1', 'lengthWindow.length_min': '12' };
  const spread = { max_completion_length: '12', reward_funcs: 'repetition,lengthWindow', ...rewards };
  const [plain, dynamic] = [await run(spread, 3), await run({ ...spread, dynamic_sample: 'true' }, 3)];
  expect(plain.groups.flat().some(isFlat)).toBe(false);
  expect(dynamic.theta).toEqual(plain.theta);
  for (const [i, step] of dynamic.metrics.entries())
    expect(step).toEqual({ ...plain.metrics[i], 'sampling/resample_times': 0, 'sampling/resampled_groups': 0 });
});

test('what was drawn again is scored again, and its signals are its own', { timeout: 300_000 }, async () => {
  // With this seed the second drawing of the flat group has an answer of three tokens.
  const leaves = {
    seed: '2',
    max_completion_length: '12',
    reward_funcs: 'lengthWindow',
    'lengthWindow.length_min': '8',
  };
  const [plain, again] = [await run(leaves), await run({ ...leaves, dynamic_sample: 'true', max_resample_times: '1' })];
  expect(plain.groups[0]!.map(isFlat)).toEqual([false, true]);
  expect(again.groups[0]!.map(isFlat)).toEqual([false, false]);
  for (const { rollouts } of again.groups[0]!) {
    const lengths = rollouts.map(({ ids }) => ids!.length);
    expect(rollouts.map(({ reward }) => reward)).toEqual(lengths.map((length) => 1 - Math.max(0, 8 - length) / 16));
    // Before the first update the policy is its own reference.
    for (const { tokens, signals } of rollouts)
      tokens.forEach(({ logProb }, t) => expect(Math.abs(signals!['ref/logProb']![t]! - logProb)).toBeLessThan(1e-4));
  }
  expect(again.metrics[0]!['frac_reward_zero_std']).toBe(0);
});
