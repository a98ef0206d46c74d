// What: the order of the prompts is a pure function of seed and step; every epoch sees every prompt once.
import { expect, test } from 'vitest';
import { drawPrompts, epochsSeen } from '../../src/training/prompts/drawPrompts.ts';
import { randomOrder } from '../../src/training/prompts/randomOrder.ts';

const draw = (step: number, over: Partial<Parameters<typeof drawPrompts>[0]> = {}) =>
  drawPrompts({ seed: 3, step, count: 4, total: 10, shuffle: true, ...over });

test('an epoch holds every prompt once, and the next has another order', () => {
  const stream = Array.from({ length: 10 }, (_, step) => draw(step)).flat();
  for (const epoch of [0, 1, 2, 3]) {
    const seen = stream.slice(epoch * 10, epoch * 10 + 10);
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
  expect(stream.slice(0, 10)).not.toEqual(stream.slice(10, 20));
});

test('same seed and step, same prompts; another seed, others', () => {
  expect(draw(5)).toEqual(draw(5));
  expect(randomOrder(1, 0, 20, 'data')).not.toEqual(randomOrder(2, 0, 20, 'data'));
  expect(randomOrder(1, 0, 20, 'data')).not.toEqual(randomOrder(1, 0, 20, 'shuffle'));
});

test('without shuffling the order is that of the list', () => {
  expect(draw(2, { shuffle: false })).toEqual([8, 9, 0, 1]);
});

test('fewer prompts than places are repeated evenly', () => {
  expect(draw(7, { total: 1 })).toEqual([0, 0, 0, 0]);
  const two = draw(0, { total: 2 });
  expect(two.filter((i) => i === 0)).toHaveLength(2);
});

test('epochs seen', () => expect(epochsSeen(5, 4, 10)).toBe(2));
