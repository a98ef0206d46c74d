// What: CLIP's score of embeddings: cosines known from angles, the nearest of several, what counts as none.
import { expect, it } from 'vitest';
import type { Signal, Signals } from '../../src/blocks/signals.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const vectors = (values: readonly number[]): Signal => ({ shape: 'unit', values: Float32Array.from(values) });
const at = (degrees: number, length = 1) =>
  [degrees].flatMap((angle) => {
    const radians = (angle * Math.PI) / 180;
    return [length * Math.cos(radians), length * Math.sin(radians)];
  });

async function scored(own: readonly number[], other: readonly number[], rollouts = 1, scale = 1) {
  const signals = (): Signals =>
    new Map([
      ['embed/answer', vectors(own)],
      ['embed/picture', vectors(other)],
    ]);
  return scores('embeddingScore', {}, Array<string>(rollouts).fill('a'), { signals, knobs: { scale } });
}
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4) as number);

it('is the cosine of the angle between the two, whatever their lengths, and 0 beyond a right angle', async () => {
  expect(await scored(at(10, 3), at(70, 0.1))).toEqual(near([0.5]));
  expect(await scored(at(10), at(55))).toEqual(near([Math.SQRT1_2]));
  expect(await scored([...at(0), ...at(0), ...at(0)], [...at(0, 7), ...at(90), ...at(135)], 3)).toEqual(
    near([1, 0, 0]),
  );
  expect(await scored(at(0), at(60), 1, 2.5)).toEqual(near([1.25]));
});

it('takes the nearest of several, and a vector of zeros for none', async () => {
  expect(await scored(at(0), [...at(90), ...at(60), ...at(180)])).toEqual(near([0.5]));
  expect(await scored(at(0), [0, 0, ...at(120)])).toEqual([0]);
  expect(await scored([0, 0], at(0))).toEqual([0]);
  // Two rollouts with two references each.
  expect(await scored([...at(0), ...at(90)], [...at(60), 0, 0, ...at(0), ...at(90)], 2)).toEqual(near([0.5, 1]));
});

it('agrees with its reference', async () => {
  await checkReward('embeddingScore');
  await checkReward('embeddingScore', { scale: 1 });
});
