// What: what is shown to a judge, by the kernel and by the reward that counts its verdict: every form, and long answers.
import { expect, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const texts = [
  '<think>a</think><answer> red </answer>',
  '<think>a</think><answer>blue</answer><answer>red</answer>',
  'red',
  '<answer>a</answer><think>x</think>',
  '<answer>\u00a0</answer>',
  '</think> \\boxed{1} \\boxed{ é} \\boxed{}',
  '<answer>red',
  '',
];
const shown: Record<number, readonly (string | null)[]> = {
  0: ['red', 'red', 'red', 'a', '', '</think> \\boxed{1} \\boxed{ é} \\boxed{}', 'red', ''],
  1: ['red', 'blue', null, null, '', null, null, null],
  2: [null, null, null, null, null, ' é', null, null],
  3: ['red', 'red', null, 'a', '', null, null, null],
};

it('shows the text of every form', async () => {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytesPerRollout = 64;
  const bytes = new Uint8Array(texts.length * bytesPerRollout);
  encoded.forEach((own, r) => bytes.set(own, r * bytesPerRollout));
  for (const form of [0, 1, 2, 3]) {
    const { outputs } = await checkKernel({
      kernel: '4-rewards/shownAnswer',
      params: { rollouts: texts.length, bytesPerRollout, form },
      inputs: {
        completionBytes: new Uint32Array(bytes.buffer),
        truth: new Uint32Array(1),
        lengths: Uint32Array.from(encoded, ({ length }) => length),
      },
      outputs: { ranges: 3 * texts.length },
      dispatch: { invocations: texts.length },
    });
    const found = encoded.map((own, r) => {
      const [first, length, isFound] = outputs['ranges']!.subarray(3 * r, 3 * r + 3) as unknown as number[];
      return isFound ? new TextDecoder().decode(own.subarray(first, first! + length!)) : null;
    });
    expect(found).toEqual(shown[form]);
  }
});

const signals = constantSignals('rollout', { 'reward/answerFolded': 1 }, texts.length);

it('counts the verdict where something is shown', async () => {
  const score = (form: number) => scores('judgedAnswer', {}, texts, { knobs: { form }, signals });
  expect(await score(0)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(await score(1)).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  expect(await score(2)).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
  expect(await score(3)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(await score(4)).toEqual([1, 1, 0, 1, 0, 0, 0, 0]);
  const two = constantSignals('rollout', { 'reward/answerFolded': 1 }, 2);
  const long = [9, 10].map((length) => `<answer>${'é'.repeat(length)}</answer>`);
  expect(await scores('judgedAnswer', {}, long, { knobs: { most_characters: 10 }, signals: two })).toEqual([1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('judgedAnswer', { form: 1 });
});
