// What: what a checkpoint of either version holds, and that nothing of a damaged one is taken.
import { describe, expect, it } from 'vitest';
import { arraysOf, copiedVectors, readKept } from '../../src/training/checkpoint.ts';

const floats = (...values: number[]) => Float32Array.from(values);
const optimizer = () => ({ firstMoment: floats(3, 4), secondMoment: floats(5, 6), stepCount: 7 });
const first = () => ({
  ...{ version: 1, theta: floats(1, 2), firstMoment: floats(3, 4), secondMoment: floats(5, 6), optimizerSteps: 7 },
});
const second = () => ({
  version: 2,
  vectors: {
    policy: { theta: floats(1, 2), optimizer: optimizer() },
    ema: { theta: floats(8, 9), optimizer: null },
  },
  blocks: { warm: { count: 3, seen: floats(1) } },
});

describe('read', () => {
  it('version 1 as the one vector that it held', () => {
    expect(readKept(first())).toEqual({
      vectors: { policy: { theta: floats(1, 2), optimizer: optimizer() } },
      blocks: {},
    });
  });

  it('version 2 with every vector and what blocks keep', () => {
    const { vectors, blocks } = second();
    expect(readKept(second())).toEqual({ vectors, blocks });
  });
});

describe('damaged', () => {
  it.each([
    ['no θ', { theta: undefined }],
    ['θ that is no number', { theta: floats(1, NaN) }],
    ['θ in doubles', { theta: Float64Array.of(1, 2) }],
    ['a moment of another length', { firstMoment: floats(3) }],
    ['a moment that is endless', { secondMoment: floats(5, Infinity) }],
    ['half a step', { optimizerSteps: 1.5 }],
    ['a step below zero', { optimizerSteps: -1 }],
  ])('version 1: %s', (_what, damage) => expect(readKept({ ...first(), ...damage })).toBeNull());

  const { vectors } = second();
  it.each([
    ['no vectors', { vectors: undefined }],
    ['no policy', { vectors: { ema: vectors.ema } }],
    ['a vector of another length', { vectors: { ...vectors, ema: { theta: floats(1), optimizer: null } } }],
    ['a vector without a word on its optimiser', { vectors: { policy: { theta: floats(1, 2) } } }],
    ['an optimiser in halves', { vectors: { policy: { theta: floats(1, 2), optimizer: { stepCount: 1 } } } }],
    ['a list of blocks', { blocks: [] }],
    ['no blocks', { blocks: undefined }],
  ])('version 2: %s', (_what, damage) => expect(readKept({ ...second(), ...damage })).toBeNull());
});

it('copies share nothing, and all arrays are listed once', () => {
  const { vectors } = second();
  const copies = copiedVectors(vectors);
  expect(copies).toEqual(vectors);
  const all = arraysOf({ vectors });
  expect(all.map((array) => array[0])).toEqual([1, 3, 5, 8]);
  const shared = arraysOf({ vectors: copies }).filter((array) => all.some(({ buffer }) => buffer === array.buffer));
  expect(shared).toEqual([]);
});
