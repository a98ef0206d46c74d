// What: the likelihood of the answer under another network, on texts of one token per byte.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

/** log p of the token at each place of a text: −(place + 1)/10. */
const signals = (length: number) => (size: number) => ({
  'ema/logProb': Float32Array.from({ length: size }, (_, i) => -((i % length) + 1) / 10),
});

it('is the geometric mean over the tokens between the answer tags', async () => {
  const text = '<answer>ab</answer>'; // a and b are tokens 8 and 9: −0.9 and −1.0
  const [value] = await scores('answerLikelihood', {}, [text], { signals: signals(text.length) });
  expect(value).toBeCloseTo(Math.sqrt(Math.exp(-0.9) * Math.exp(-1)), 4);
});

it('reads nothing of the reasoning', async () => {
  const texts = ['<think>xx</think><answer>a</answer>', '<think>yyyy</think><answer>a</answer>'];
  const length = texts[1]!.length;
  const flat = (size: number) => ({
    'ema/logProb': Float32Array.from({ length: size }, (_, i) =>
      texts[Math.floor(i / length)]?.[i % length] === 'a' && i % length > 20 ? -0.5 : -7,
    ),
  });
  // 'a' also stands in the letters of the tags, which are no part of the answer.
  expect(await scores('answerLikelihood', {}, texts, { signals: flat })).toEqual([0.60653, 0.60653]);
});

it('is the bound without an answer, and never more', async () => {
  const texts = ['no tags here at all', '<answer></answer>  ', '<answer>ab</answer>'];
  const sure = (size: number) => ({ 'ema/logProb': new Float32Array(size).fill(-0.001) });
  expect(await scores('answerLikelihood', {}, texts, { signals: sure })).toEqual([0.95, 0.95, 0.95]);
  const knobs = { confidence_upper_bound: 1 };
  expect(await scores('answerLikelihood', {}, texts, { signals: sure, knobs })).toEqual([1, 1, 0.999]);
});

it('is refused without the vector', async () => {
  await expect(scores('answerLikelihood', {}, ['a'])).rejects.toThrow(/needs the signal 'ema\/logProb'.*vector.*'ema'/);
});

it('agrees with its reference', async () => {
  await checkReward('answerLikelihood');
  await checkReward('answerLikelihood', { confidence_upper_bound: 1 });
});
