// What: the relative drop of the perplexity, on texts of one token per byte.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

type Surprise = (t: number) => number;
const TEXT = 'abcd';

/** The reward of one text whose tokens surprise by so many nats, with the question and without it. */
async function drop(asked: Surprise, alone: Surprise, knobs: Readonly<Record<string, number>> = {}, mask?: number[]) {
  const signals = (size: number) => ({
    logProb: Float32Array.from({ length: size }, (_, t) => -asked(t)),
    'noQuestion/logProb': Float32Array.from({ length: size }, (_, t) => -alone(t)),
    ...(mask && { mask: Float32Array.from(mask) }),
  });
  return (await scores('perplexityDrop', {}, [TEXT], { signals, knobs }))[0]!;
}
const always = (perplexity: number) => () => Math.log(perplexity);

it('is 0 where the question changes nothing, and rises with how much it explains', async () => {
  const own = (t: number) => 0.3 * t;
  const variants: Readonly<Record<string, number>>[] = [
    {},
    { use_log: 1 },
    { clip_value: 1.2 },
    { use_denominator: 0 },
  ];
  for (const knobs of variants) expect(await drop(own, own, knobs)).toBe(0);
  expect(await drop(always(1.5), always(3))).toBeCloseTo(0.5, 4);
  expect(await drop(always(1), always(1000))).toBeCloseTo(0.999, 4);
  expect(await drop(always(10), always(1.1))).toBe(-1);
  const drops = [1, 1.5, 2, 3].map((alone) => drop(always(1.5), always(alone)));
  const made = await Promise.all(drops);
  expect(made).toEqual(made.toSorted((a, b) => a - b));
  expect(new Set(made).size).toBe(4);
});

it('takes the mean of the surprise, not of the probability, and the tokens of the mask alone', async () => {
  // Surprises 0 and 2 have the perplexity e; the mean of e^0 and e^2 would be another one.
  expect(await drop((t) => (t < 2 ? 0 : 2), always(2 * Math.E))).toBeCloseTo(0.5, 4);
  expect(await drop((t) => (t < 2 ? 0 : 2), always(2), {}, [1, 1, 0, 0])).toBeCloseTo(0.5, 4);
  expect(await drop(always(3), always(7), {}, [0, 0, 0, 0])).toBe(0);
});

it('knows logarithms, a bound and the plain difference', async () => {
  expect(await drop(always(1.5), always(3), { use_log: 1 })).toBeCloseTo(1 - Math.log(1.5) / Math.log(3), 4);
  expect(await drop(always(3), always(50), { clip_value: 4 })).toBeCloseTo(0.25, 4);
  expect(await drop(always(3), always(50), { clip_value: 1 })).toBeCloseTo(0.94, 4);
  expect(await drop(always(6), always(2), { use_denominator: 0 })).toBeCloseTo(-4, 4);
});

it('agrees with its reference', async () => {
  // The other knobs lead out of the range where log-probs are random numbers, above 0 too; `scores` compares them above.
  await checkReward('perplexityDrop');
  await checkReward('perplexityDrop', { clip_value: 2 });
});
