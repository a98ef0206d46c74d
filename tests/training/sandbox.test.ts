// What: the reward sandbox in a session on the tiny bundle: texts before the first step, an edited answer of the last step, samples that train
// nothing; and that none of it moves a bit of the run.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupView } from '../../src/training/protocol.ts';
import type { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { NodeSession, policyIn, tinyConfig } from './nodeSession.ts';

const RIGHT = '<think>red</think><box>0.2 0.2 0.8 0.8</box><answer>red</answer>';
const config = () => tinyConfig({ reward_funcs: 'answerExact,boxIou', reward_weights: '1,2', coordinate_scale: '1' });
let session: NodeSession;

beforeAll(async () => {
  session = await NodeSession.ready(config());
});
afterAll(() => session?.close());

async function tried(texts: readonly string[], { presets = false, greedy = false } = {}) {
  await session.must({ type: 'tryAnswers', promptId: 'a', texts, presets, greedy });
  return session.of('answersTried').at(-1)!;
}

test('before the first step: typed texts, presets and the greedy answer', async () => {
  const { answers, leftOut, mostTokens } = await tried([RIGHT, '<answer>blue</answer>'], {
    presets: true,
    greedy: true,
  });
  expect([leftOut, mostTokens]).toEqual([[], 6]);
  expect(answers.map(({ from }) => from)).toEqual(
    ['greedy', 'empty', 'perfect', 'perfectMany', 'wholePicture', 'wrongOrder', 'typed', 'typed'], // one answer only: no list of labels
  );
  const [right, wrong] = answers.slice(-2);
  expect(right!.rewards['answerExact']).toBe(1);
  expect(right!.rewards['boxIou']).toBeCloseTo(1, 5);
  expect(right!.reward).toBeCloseTo(3, 5); // the weights of the run
  expect(right!.boxes[0]!.map((value) => Number(value.toFixed(3)))).toEqual([0.2, 0.2, 0.8, 0.8]);
  expect(wrong!.reward).toBe(0);
  expect(answers[2]!.text).toBe('<box>0.200 0.200 0.800 0.800</box><answer>red</answer>'.replace('<box>', '<think>red</think><box>')); // prettier-ignore
});

test('the pieces are the text, each with its spans', async () => {
  const [answer] = (await tried([RIGHT])).answers;
  expect(answer!.pieces.map(({ text }) => text).join('')).toBe(RIGHT);
  const inside = (span: string) => answer!.pieces.filter(({ spans }) => spans.includes(span)).map(({ text }) => text).join(''); // prettier-ignore
  expect([inside('think'), inside('box'), inside('answer')]).toEqual(['red', '0.2 0.2 0.8 0.8', 'red']);
  expect(answer!.tokens).toBeGreaterThan(6);
});

test('the greedy answer is the one of an evaluation', async () => {
  const [{ text, rewards }] = (await tried([], { greedy: true })).answers as unknown as [
    { text: string; rewards: object },
  ];
  await session.must({ type: 'evaluate', tag: 'before' });
  expect(session.of('evaluated').at(-1)!.results[0]).toMatchObject({ promptId: 'a', text, rewards });
});

test('an edit before the first step, and a prompt that is not there, are refused in a sentence', async () => {
  expect(await session.send({ type: 'editAnswer', step: 1, group: 0, rollout: 0, text: '' })).toBe(false);
  expect(session.errors().at(-1)).toMatch(/no finished step/);
  expect(await session.send({ type: 'tryAnswers', promptId: 'x', texts: [], presets: true, greedy: false })).toBe(
    false,
  );
  expect(session.errors().at(-1)).toMatch(/not in use/);
});

describe('after a step', () => {
  let groups: readonly GroupView[];
  beforeAll(async () => {
    await session.must({ type: 'step' });
    ({ groups } = session.of('stepDone').at(-1)!);
  });

  async function edited(text: string, rollout = 1, group = 1) {
    await session.must({ type: 'editAnswer', step: 1, group, rollout, text });
    return session.of('answerEdited').at(-1)!.edited;
  }
  /** (r − mean)/(std + 1e-4), the deviation with n − 1. */
  function advantages(rewards: readonly number[]) {
    const mean = rewards.reduce((sum, value) => sum + value, 0) / rewards.length;
    const std = Math.sqrt(rewards.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rewards.length - 1));
    return rewards.map((value) => (value - mean) / (std + 1e-4));
  }

  test('the text as it was changes nothing', async () => {
    const { text } = groups[1]!.rollouts[1]!;
    const { before, after, unsure } = await edited(text);
    expect(after).toEqual(before);
    expect(unsure).toEqual([]);
    const sampled = groups[1]!.rollouts.map(({ reward, advantage, rewards }) => ({ reward, advantage, rewards }));
    expect(before).toEqual(sampled);
  });

  test('another text changes its rewards and everybody’s advantage', async () => {
    const { before, after, answer } = await edited(RIGHT);
    expect(answer).toMatchObject({ from: 'typed', text: RIGHT });
    const rewards = before.map(({ reward }, r) => (r === 1 ? 3 : reward));
    after.forEach(({ reward }, r) => expect(reward).toBeCloseTo(rewards[r]!, 5));
    const expected = advantages(rewards);
    after.forEach(({ advantage }, r) => expect(advantage).toBeCloseTo(expected[r]!, 4));
    expect(after[1]!.advantage).toBeGreaterThan(0.5);
  });

  test('with the settings of now', async () => {
    await session.must({ type: 'configure', config: { ...config(), advantage: { ...config().advantage, scale_rewards: 'none' } } }); // prettier-ignore
    const { after } = await edited(RIGHT);
    const rewards = after.map(({ reward }) => reward);
    const mean = rewards.reduce((sum, value) => sum + value, 0) / 4;
    after.forEach(({ advantage }, r) => expect(advantage).toBeCloseTo(rewards[r]! - mean, 5));
    await session.must({ type: 'configure', config: config() });
  });

  test('nothing stays on the device', async () => {
    const { memory } = session.engine.compute as ReferenceCompute;
    const before = memory.arrays;
    await tried(['red'], { presets: true, greedy: true });
    await edited('red');
    await session.must({ type: 'probeReach', promptId: 'a', samples: 4 });
    expect(memory.arrays).toBe(before);
  });

  test('a step that is gone is refused in a sentence', async () => {
    expect(await session.send({ type: 'editAnswer', step: 7, group: 0, rollout: 0, text: '' })).toBe(false);
    expect(session.errors().at(-1)).toMatch(/last step/);
  });
});

test('a reward that reads log-probs is left out for a typed text, and named where an answer is edited', async () => {
  const own = await NodeSession.ready(
    tinyConfig({ reward_funcs: '[{"block":"lengthWindow"},{"block":"answerLikelihood","log_probs":"logProb"}]' }),
  );
  await own.must({ type: 'tryAnswers', promptId: 'a', texts: ['red'], presets: false, greedy: false });
  expect(own.of('answersTried')[0]).toMatchObject({ leftOut: ['answerLikelihood'] });
  await own.must({ type: 'step' });
  await own.must({ type: 'editAnswer', step: 1, group: 0, rollout: 0, text: 'red' });
  expect(own.of('answerEdited')[0]!.edited.unsure).toEqual(['answerLikelihood']);
  await own.close();
});

describe('samples', () => {
  test('are counted, and their draws come from the seed', async () => {
    const probe = async (promptId: string | null) => {
      await session.must({ type: 'probeReach', promptId, samples: 16 });
      return session.of('reached').at(-1)!.reached!;
    };
    const one = await probe('b');
    expect(one).toMatchObject({ promptIds: ['b'], samples: 16, generations: 4, leftOut: [] });
    expect(one.columns.map(({ name }) => name)).toEqual(['answerExact', 'boxIou']);
    expect(one.reward.mean).toBeCloseTo(one.columns[0]!.mean + 2 * one.columns[1]!.mean, 5);
    expect({ ...(await probe('b')), seconds: 0 }).toEqual({ ...one, seconds: 0 });
    expect(await probe(null)).toMatchObject({ promptIds: ['a', 'b', 'c'], samples: 15 });
    const progress = session.of('progress').filter(({ unit }) => unit === 'answers');
    expect(progress.at(-1)).toMatchObject({ done: 15, total: 15 });
  });

  test('can be stopped', async () => {
    const done = session.send({ type: 'probeReach', promptId: 'a', samples: 64 });
    await session.must({ type: 'stopReach' });
    expect(await done).toBe(true);
    expect(session.of('reached').at(-1)!.reached).toBeNull();
  });
});

test('a run with all of this and one without are the same, bit for bit', async () => {
  const leaves = { reward_funcs: 'lengthWindow', seed: '5' };
  const [plain, probed] = [await NodeSession.ready(tinyConfig(leaves)), await NodeSession.ready(tinyConfig(leaves))];
  const look = async () => {
    await probed.must({ type: 'probeReach', promptId: null, samples: 12 });
    await probed.must({ type: 'tryAnswers', promptId: 'c', texts: ['red'], presets: true, greedy: true });
  };
  await look();
  for (const step of [1, 2]) {
    await Promise.all([plain.must({ type: 'step' }), probed.must({ type: 'step' }), look()]);
    await probed.must({ type: 'editAnswer', step, group: 0, rollout: 2, text: 'blue' });
  }
  expect(probed.metrics()).toEqual(plain.metrics());
  expect(policyIn(await probed.checkpoint())).toEqual(policyIn(await plain.checkpoint()));
  await plain.close();
  await probed.close();
});
