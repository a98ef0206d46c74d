// What: what each stage tells the page (stageDone): its numbers and its worked example agree with the groups, the metrics and the
// adapter of the finished step.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAGE_NAMES } from '../../src/training/protocol.ts';
import type { GroupView, StageName } from '../../src/training/protocol.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

let session: NodeSession;
let groups: readonly GroupView[];
let metrics: Readonly<Record<string, number>>;
const stage = (name: StageName) =>
  session.of('stageDone').flatMap((event) => (event.stage === name ? [{ ...event, example: event.example! }] : []));
const rollouts = () => groups.flatMap((group) => group.rollouts);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const close = (values: unknown, expected: readonly number[]) => {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => expect((values as number[])[i]).toBeCloseTo(value, 5));
};

beforeAll(async () => {
  const rewards = { reward_funcs: 'lengthWindow,repetition', reward_weights: '1,0.5' };
  const leaves = { ...rewards, num_iterations: '2', max_completion_length: '10', generation_batch_size: '12' };
  session = await NodeSession.ready(tinyConfig(leaves));
  const images = [40, 70].map((grey) => new Blob([Uint8Array.of(grey)]));
  const prompts = [prompt('a'), prompt('two', { images }), prompt('words', { images: [], truth: { answer: 'red' } })];
  await session.must({ type: 'setPrompts', prompts });
  await session.must({ type: 'step' });
  const done = session.of('stepDone')[0]!;
  groups = done.groups;
  metrics = done.point.metrics;
}, 120_000);
afterAll(() => session.close());

test('nine stages; with two updates four of them are passed twice', () => {
  const names = session.of('stageDone').map((event) => event.stage);
  const twice = ['6-loss', '7-gradient', '8-update', '2-policy', '6-loss', '7-gradient', '8-update'];
  expect(names).toEqual([...STAGE_NAMES.slice(0, 5), ...twice, '9-curves']);
  const { secondsPerStage } = session.of('stepDone')[0]!;
  for (const name of STAGE_NAMES) {
    const seconds = stage(name).reduce((sum, event) => sum + event.seconds, 0);
    expect(secondsPerStage[name], name).toBeCloseTo(seconds, 9);
  }
  expect(metrics['step_time']).toBeCloseTo(
    Object.values(secondsPerStage).reduce((a, b) => a + b, 0),
    9,
  );
});

test('stages 1 and 2: prompts, pictures, tokens', () => {
  const { imageSize } = session.engine.policy.info;
  expect(stage('1-image')[0]!.summary).toEqual({ prompts: 3, pictures: 3, size: imageSize });
  const { tokenizer } = session.engine.policy;
  const count = (question: string, pictures: number) => tokenizer.encodePrompt(question, pictures).length;
  const tokens = count('where is a?', 1) + count('where is two?', 2) + count('where is words?', 0);
  for (const { summary } of stage('2-policy')) expect(summary).toEqual({ prompts: 3, tokens });
  const sampled = rollouts().reduce((sum, own) => sum + own.tokens.length, 0);
  expect(metrics['num_tokens']).toBe(4 * tokens + sampled);
});

test('stage 3: how much was written, and the first answer', () => {
  const { summary, example } = stage('3-rollouts')[0]!;
  const lengths = rollouts().map((own) => own.tokens.length);
  expect(summary).toMatchObject({ rollouts: 12, tokens: lengths.reduce((a, b) => a + b, 0) });
  expect(summary['completions/mean_length']).toBeCloseTo(mean(lengths), 6);
  const first = rollouts()[0]!;
  expect(example['text']).toEqual([first.text]);
  for (const [name, key] of [
    ['logProbs', 'logProb'],
    ['entropies', 'entropy'],
  ] as const) {
    const own = first.tokens.slice(0, 8).map((token) => token[key]);
    expect((example[name] as number[]).slice(0, own.length)).toEqual(own);
    expect(example[name]!.length).toBe(8);
  }
});

test('stage 4: the mean of each column and of their weighted sum', () => {
  const { summary, example } = stage('4-rewards')[0]!;
  expect(example['columns']).toEqual(['lengthWindow', 'repetition']);
  for (const name of ['lengthWindow', 'repetition']) {
    const column = rollouts().map(({ rewards }) => rewards[name]!);
    expect(summary[name]).toBeCloseTo(mean(column), 5);
    expect(metrics[`rewards/${name}/mean`]).toBeCloseTo(mean(column), 5);
  }
  for (const { reward, rewards } of rollouts())
    expect(reward).toBeCloseTo(rewards['lengthWindow']! + 0.5 * rewards['repetition']!, 5);
  expect(summary['reward']).toBeCloseTo(mean(rollouts().map(({ reward }) => reward)), 5);
  expect(example['columnsOfFirst']).toEqual(Object.values(rollouts()[0]!.rewards));
  expect((example['rewards'] as number[]).slice(0, 12)).toEqual(rollouts().map(({ reward }) => reward));
});

test('stage 5: the group behind the first advantages, by the formula', () => {
  const { summary, example } = stage('5-advantages')[0]!;
  const rewards = groups[0]!.rollouts.map(({ reward }) => reward);
  const centre = mean(rewards);
  const deviation = Math.sqrt(rewards.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (rewards.length - 1));
  close(example['groupMean'], [centre]);
  close(example['groupStd'], [deviation]);
  const all = rollouts().map(({ advantage }) => advantage);
  close(
    all.slice(0, 4),
    rewards.map((value) => (value - centre) / (deviation + 1e-4)),
  );
  expect([summary['min'], summary['max']]).toEqual([Math.min(...all), Math.max(...all)]);
});

test('stages 6 to 8: each update has its own numbers, and the metrics are their means', () => {
  const [first, second] = stage('6-loss');
  close(first!.example['coefficients'], [...rollouts()[0]!.signals!['coef']!.slice(0, 8)]);
  const { thetaLength } = session.engine.policy.info;
  for (const { summary } of stage('7-gradient')) expect(summary['parameters']).toBe(thetaLength);
  for (const [name, where] of [
    ['loss', '6-loss'],
    ['entropy', '6-loss'],
    ['grad_norm', '8-update'],
    ['update_norm', '8-update'],
  ] as const)
    expect(metrics[name], name).toBeCloseTo(mean(stage(where).map(({ summary }) => summary[name]!)), 6);
  expect(first!.summary['entropy']).not.toBe(second!.summary['entropy']);
});
