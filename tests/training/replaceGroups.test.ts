// What: two samplings of a step as one: every row of the groups named is that of the second, every other row that of the first.
import { expect, test } from 'vitest';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Sampled } from '../../src/blocks/step.ts';
import { replaceGroups } from '../../src/training/step/replaceGroups.ts';

const [P, G, T] = [3, 2, 4];
const R = P * G;

/** Rollout r of sampling s holds numbers that no other has; each has one crop in its odd rows, two calls in row 4. */
function sampled(s: 1 | 2, units: number): Pick<Sampled, 'rollouts' | 'signals' | 'units'> {
  const rows = (width: number) => Float32Array.from({ length: R * width }, (_, i) => 1000 * s + i);
  const ints = (width: number) => Int32Array.from(rows(width));
  const looks = [1, 3, 5].map((row) => ({ row, after: s }) as never);
  const signals = new Map<string, Signal>([
    ['u', { shape: 'token', values: rows(T) }],
    ['score', { shape: 'rollout', values: rows(1) }],
    ['tag/x', { shape: 'prompt', values: Float32Array.of(1, 2, 3).map((value) => 10 * s + value) }],
    ['gain', { shape: 'unit', unit: 'turn', values: rows(units) }],
    ...(s === 1 ? [['reward/x', { shape: 'rollout', values: rows(1) }] as const] : []),
  ]);
  return {
    rollouts: {
      ...{ promptCount: P, generations: G, maxTokens: T, tokens: ints(T), lengths: ints(1) },
      truncated: Uint8Array.from({ length: R }, () => s),
      ...{ oldLogProbs: rows(T), entropies: rows(T), texts: Array.from({ length: R }, (_, r) => `${s}:${r}`) },
      rows: {
        ...{ generations: G, maxTokens: T, inputTokens: ints(T), lengths: ints(1), ids: ints(2 * T), idsPerToken: 2 },
        observations: looks,
      },
      turns: { looks, calls: 5, failures: 2, callsOf: Int32Array.of(0, 1, 0, 1, 2, 1) },
    },
    signals,
    units: { turn: { of: ints(T), count: units } },
  };
}

const isNew = (r: number) => r === 2 || r === 3; // group 1

/** Which sampling each row of an array is from; the rows must be whole. */
function origins(values: ArrayLike<number>, rows = R): number[] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, r) => {
    const own = Array.from({ length: width }, (_x, t) => values[r * width + t]!);
    const s = Math.floor(own[0]! / 1000);
    own.forEach((value, t) => expect(value).toBe(1000 * s + r * width + t));
    return s;
  });
}
const MIXED = Array.from({ length: R }, (_, r) => (isNew(r) ? 2 : 1));

test('every array of the rollouts, its rows and its turns', () => {
  const [first, second] = [sampled(1, 2), sampled(2, 2)];
  const { rollouts } = replaceGroups(first, second, [1]);
  for (const values of [rollouts.tokens, rollouts.lengths, rollouts.oldLogProbs, rollouts.entropies])
    expect(origins(values)).toEqual(MIXED);
  for (const values of [rollouts.rows.inputTokens, rollouts.rows.lengths, rollouts.rows.ids])
    expect(origins(values)).toEqual(MIXED);
  expect([...rollouts.truncated]).toEqual(MIXED);
  expect(rollouts.texts).toEqual(['1:0', '1:1', '2:2', '2:3', '1:4', '1:5']);
  const from = (looks: readonly { readonly row: number; readonly after: number }[] | undefined) =>
    Object.fromEntries(looks!.map(({ row, after }) => [row, after]));
  expect(from(rollouts.rows.observations)).toEqual({ 1: 1, 3: 2, 5: 1 });
  expect(from(rollouts.turns!.looks)).toEqual({ 1: 1, 3: 2, 5: 1 });
  expect([rollouts.turns!.calls, rollouts.turns!.failures]).toEqual([5, 2]);
  expect(origins(first.rollouts.tokens)).toEqual(MIXED.map(() => 1)); // what it was made of stays as it was
});

test('calls are counted anew', () => {
  const [first, second] = [sampled(1, 2), sampled(2, 2)];
  const { turns } = replaceGroups(first, second, [2]).rollouts;
  expect(turns).toMatchObject({ calls: 5, failures: 2 });
  const quiet = { ...second.rollouts, turns: { looks: [], calls: 0, failures: 0, callsOf: new Int32Array(R) } };
  const { turns: fewer } = replaceGroups(first, { ...second, rollouts: quiet }, [2]).rollouts;
  expect(fewer).toMatchObject({ calls: 2, failures: 0 });
  expect(fewer!.looks.map(({ row }) => row)).toEqual([1, 3]);
});

test('signals of every shape; columns are left to stage 4', () => {
  const { signals, units } = replaceGroups(sampled(1, 2), sampled(2, 2), [1]);
  expect([...signals.keys()]).toEqual(['u', 'score', 'tag/x', 'gain']);
  for (const name of ['u', 'score', 'gain']) expect(origins(signals.get(name)!.values), name).toEqual(MIXED);
  expect([...signals.get('tag/x')!.values]).toEqual([11, 22, 13]);
  expect(origins(units.turn!.of)).toEqual(MIXED);
});

test('the sampling with more units sets the width; missing ones are 0', () => {
  for (const [before, after] of [
    [1, 3],
    [3, 1],
  ] as const) {
    const { signals, units } = replaceGroups(sampled(1, before), sampled(2, after), [1]);
    expect(units.turn!.count).toBe(3);
    const { values } = signals.get('gain')!;
    for (let r = 0; r < R; r++) {
      const [s, width] = isNew(r) ? [2, after] : [1, before];
      const wanted = Array.from({ length: 3 }, (_, u) => (u < width ? 1000 * s + r * width + u : 0));
      expect([...values.subarray(3 * r, 3 * r + 3)]).toEqual(wanted);
    }
  }
});

test('a second sampling of another size is refused', () => {
  const second = sampled(2, 2);
  const short = { ...second, rollouts: { ...second.rollouts, tokens: new Int32Array(R) } };
  expect(() => replaceGroups(sampled(1, 2), short, [1])).toThrow(/another size: turn dynamic_sample off/);
});
