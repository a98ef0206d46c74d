// What: how calls match what was expected: similarities by hand, assignments against every possible one, transport against its conditions,
// and the probe on turns of a made-up rollout.
import { describe, expect, it } from 'vitest';
import {
  callSimilarity,
  cropSimilarity,
  greedyMatches,
  matchedRewards,
  transportRewards,
} from '../../src/3-rollouts/callMatching.ts';
import { readCall } from '../../src/3-rollouts/probes/callMatch.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Sampled } from '../../src/blocks/step.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const block = blocksIn('probe').get('callMatch')!;

describe('similarity', () => {
  const alike = (own: object, wanted: object, names = ['f', 'f']) =>
    callSimilarity({ name: names[0]!, parameters: own as never }, { name: names[1]!, parameters: wanted as never });

  it('counts the name, the names of the parameters and their values', () => {
    expect(alike({ a: 1, b: 2 }, { a: 1, b: 2 })).toBe(1);
    expect(alike({ a: 1, b: 2 }, { a: 1, b: 2 }, ['f', 'g'])).toBe(0);
    expect(alike({}, {}, ['Crop', 'cROP'])).toBe(1);
    // 1 name + 1 of 3 names + no value, of 4.
    expect(alike({ a: 1, b: 2 }, { b: 3, c: 4 })).toBeCloseTo((1 + 1 / 3) / 4, 12);
    expect(alike({ a: 1 }, {})).toBe(1 / 2);
    expect(alike({}, { a: 1 })).toBe(1 / 3);
  });

  it('compares values with their types, however deep', () => {
    const value = { a: [1, { x: 'y', z: null }] };
    expect(alike(value, { a: [1, { z: null, x: 'y' }] })).toBe(1);
    for (const other of [
      [1, { x: 'y', z: 0 }],
      [1, { x: 'y' }],
      ['1', value.a[1]],
      [value.a[1], 1],
      { 0: 1, 1: value.a[1] },
      null,
    ])
      expect(alike(value, { a: other })).toBe(2 / 3);
    expect(alike({ a: '1' }, { a: 1 })).toBe(2 / 3);
  });

  it('of crops is the overlap of their boxes', () => {
    expect(cropSimilarity([0, 0, 1, 1], [0, 0, 1, 1])).toBe(1);
    expect(cropSimilarity([0, 0, 0.5, 1], [0, 0, 1, 1])).toBe(0.5);
    expect(cropSimilarity([0, 0, 2, 2], [1, 1, 3, 3])).toBeCloseTo(1 / 7, 12);
    expect(cropSimilarity([0, 0, 1, 1], [2, 2, 3, 3])).toBe(0);
    expect(cropSimilarity([0, 0, 0, 0], [0, 0, 0, 0])).toBe(0);
  });
});

describe('greedy matching', () => {
  it('takes the best pair that is left, the earlier one of equals, and nothing that has nothing in common', () => {
    expect(
      greedyMatches([
        [0.9, 0.8],
        [0.85, 0.1],
      ]),
    ).toEqual([0, 1]);
    expect(
      greedyMatches([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    ).toEqual([0, 1]);
    expect(
      greedyMatches([
        [0, 0.4],
        [0, 0.3],
      ]),
    ).toEqual([1, null]);
    expect(greedyMatches([])).toEqual([]);
    expect(greedyMatches([[], []])).toEqual([null, null]);
    expect(matchedRewards([[0.2], [0.9], [0.9]], -0.5)).toEqual([-0.5, 0.9, -0.5]);
  });

  it('is the assignment whose falling list of similarities comes last in the dictionary', () => {
    const { below, next } = randomInputs();
    for (let round = 0; round < 30; round++) {
      const [P, G] = [1 + below(3), 1 + below(3)];
      const similarity = Array.from({ length: P }, () => Array.from({ length: G }, next));
      // Every assignment, as a list of references or none.
      const every = (i: number, free: readonly number[]): (number | null)[][] =>
        i === P
          ? [[]]
          : [null, ...free].flatMap((j) =>
              every(
                i + 1,
                free.filter((other) => other !== j),
              ).map((rest) => [j, ...rest]),
            );
      const falling = (own: readonly (number | null)[]) =>
        own.map((j, i) => (j === null ? 0 : similarity[i]![j]!)).sort((a, b) => b - a);
      const isLess = (a: readonly number[], b: readonly number[]) => {
        const k = a.findIndex((value, at) => value !== b[at]);
        return k >= 0 && a[k]! < b[k]!;
      };
      const best = every(0, [...Array(G).keys()]).reduce((one, other) =>
        isLess(falling(one), falling(other)) ? other : one,
      );
      expect(greedyMatches(similarity)).toEqual(best);
    }
  });
});

describe('transport', () => {
  it('shares references out evenly where all are alike, and goes to the best call where reg is small', () => {
    expect(
      transportRewards(
        [
          [0.4, 0.4],
          [0.4, 0.4],
          [0.4, 0.4],
        ],
        0.1,
      ),
    ).toEqual([0, 1, 2].map(() => expect.closeTo(0.4 / 3, 9) as number));
    expect(transportRewards([[1, 0]], 0.1)).toEqual([expect.closeTo(0.5, 9) as number]);
    const [first, second] = transportRewards(
      [
        [1, 0.1],
        [0.2, 0.9],
      ],
      0.005,
    );
    expect(first).toBeCloseTo(0.5, 6);
    expect(second).toBeCloseTo(0.45, 6);
    expect(transportRewards([], 0.1)).toEqual([]);
    expect(() => transportRewards([[]], 0.1)).toThrow(/no reference call/);
  });

  it('is the plan of two by two by its condition: the product of the odds is that of the kernel', () => {
    const { next } = randomInputs();
    for (let round = 0; round < 20; round++) {
      // A round shrinks the error by tanh²(log odds / 4). Below 10 that is at most 0.974, and a thousand rounds reach the plan; at 20 (scores
      // from 0 to 1) it is 0.9998, and the authors' thousand rounds stop short of it.
      const S = [
        [next() / 2, next() / 2],
        [next() / 2, next() / 2],
      ] as const;
      // Rows and columns of one half leave one unknown x: T = [[x, ½ − x], [½ − x, x]], (x/(½ − x))² = odds of the kernel.
      const odds = Math.exp((S[0][0]! + S[1][1]! - S[0][1]! - S[1][0]!) / 0.1);
      const x = Math.sqrt(odds) / (2 * (1 + Math.sqrt(odds)));
      const expected = [x * S[0][0]! + (0.5 - x) * S[0][1]!, (0.5 - x) * S[1][0]! + x * S[1][1]!];
      const made = transportRewards(S, 0.1);
      expected.forEach((value, i) => expect(made[i]).toBeCloseTo(value, 6));
    }
  });
});

describe('the probe', () => {
  const call = (name: string, values: object) =>
    `<tool_call>${JSON.stringify({ name, arguments: values })}</tool_call>`;
  /** Each turn is one token whose text is the turn's. */
  function sampled(turns: readonly (readonly string[])[], truth: object, looks: readonly object[] = []) {
    const T = Math.max(...turns.map(({ length }) => length));
    const texts = turns.flat();
    let next = 0;
    const tokens = Int32Array.from(
      turns.flatMap((row) => Array.from({ length: T }, (_, t) => (t < row.length ? next++ : -1))),
    );
    const of = Int32Array.from(turns.flatMap((row) => Array.from({ length: T }, (_, t) => (t < row.length ? t : -1))));
    return {
      policy: { tokenizer: { decode: (ids: ArrayLike<number>) => Array.from(ids, (id) => texts[id] ?? '').join('') } },
      rollouts: {
        generations: turns.length,
        maxTokens: T,
        tokens,
        lengths: Int32Array.from(turns, ({ length }) => length),
        turns: { looks },
      },
      units: { turn: { of, count: T } },
      drawn: [{ truth }],
    } as unknown as Sampled;
  }
  const probe = async (given: Sampled, knobs: object = {}) => {
    const own = { ...defaultsOf(block, 'c'), ...knobs } as never;
    const found = await block.probe(given, own);
    return { values: [...found.get('c/reward')!.values], mean: block.count!(given, found, own)['c/reward/mean'] };
  };

  it('pays each turn the mean of its calls in JSON', async () => {
    const truth = {
      referenceSteps: ['{"name": "f", "parameters": {"a": 1}}', '{"name": "g", "parameters": {}}', 'no call'],
    };
    const turns = [
      [`${call('f', { a: 1 })} and ${call('h', {})}`, `x${call('G', {})}`],
      [`<tool_call>{not json}</tool_call>`, call('f', { a: 2 })],
    ];
    const given = sampled(turns, truth);
    expect((await probe(given, { compare: 'calls' })).values).toEqual([0.5, 1, 0, expect.closeTo(2 / 3, 6)]);
    expect((await probe(given, { compare: 'calls', unmatched: -0.5 })).values[0]).toBe(0.25);
    const { values, mean } = await probe(given, { compare: 'calls', matching: 'transport', reg: 0.01 });
    values.slice(0, 2).forEach((value) => expect(value).toBeLessThan(1 / 3 + 1e-6));
    expect(mean).toBeGreaterThan(0);
    expect((await probe(sampled(turns, {}), { compare: 'calls', matching: 'transport' })).values).toEqual([0, 0, 0, 0]);
  });

  it('pays crops for the boxes that they meet', async () => {
    const looks = [
      { row: 1, box: [0, 0, 0.5, 1] },
      { row: 1, box: [0.5, 0, 1, 0.5] },
      { row: 0, box: [0, 0, 1, 1] },
    ];
    const given = sampled(
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'c'],
      ],
      { boxes: [[0, 0, 1, 1]] },
      looks,
    );
    expect((await probe(given)).values).toEqual([1, 0, 0, 0.5, 0, 0]);
    expect((await probe(given)).mean).toBeCloseTo(0.5, 6);
    expect((await probe({ ...given, rollouts: { ...given.rollouts, turns: undefined } } as never)).values).toEqual(
      new Array(6).fill(0),
    );
  });

  it('reads a call with its parameters as an object or as JSON in a text, and is found by its signal', () => {
    expect(readCall('{"name": "f", "arguments": "{\\"a\\": 1}"}')).toEqual({ name: 'f', parameters: { a: 1 } });
    expect(readCall('{"name": "f"}')).toBeNull();
    expect(readCall('{"name": 1, "arguments": {}}')).toBeNull();
    expect(block.derive!('calls/reward', { views: [], vectors: [] })).toEqual(defaultsOf(block, 'calls'));
    expect(block.derive!('other/reward', { views: [], vectors: [] })).toBeNull();
  });
});
