// What: votes without a truth: labels against a count written out here, the draw of those who are heard, the size of the subgroups.
import { describe, expect, it } from 'vitest';
import { labelsOf, rolloutConfidence, stepsOf, tokenConfidence, voted } from '../../src/3-rollouts/votes.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Sampled } from '../../src/blocks/step.ts';

const block = blocksIn('probe').get('vote')!;
const T = 3;

function sampled(
  words: readonly (string | null)[],
  surprise: (r: number, t: number) => number,
  generations: number,
  step = 0,
) {
  const R = words.length;
  const oldLogProbs = Float32Array.from({ length: R * T }, (_, i) => -surprise(Math.floor(i / T), i % T));
  const texts = words.map((word) => (word === null ? 'no tag' : `<answer> ${word} </answer>`));
  const rollouts = {
    promptCount: R / generations,
    generations,
    maxTokens: T,
    lengths: new Int32Array(R).fill(T),
    oldLogProbs,
    texts,
  };
  const of = Int32Array.from({ length: R * T }, (_, i) => (i % T === 0 ? 0 : 1));
  return { rollouts, step, config: { data: { seed: 7 } }, units: { step: { of, count: 2 } } } as unknown as Sampled;
}
const probe = async (given: Sampled, knobs: Readonly<Record<string, unknown>> = {}) => {
  const found = await block.probe(given, { ...defaultsOf(block, 'v'), ...knobs } as never);
  return { agrees: [...found.get('v/agrees')!.values], confidence: [...found.get('v/confidence')!.values], found };
};

describe('vote', () => {
  it('pays those who say what the confident ones say: with all heard and one label, a weighted count', async () => {
    const words = ['a', 'b', 'a', 'c', 'x', 'x', 'y', null];
    const weights = [1, 3, 1.5, 0.5, 1, 1, 1, 9];
    const { agrees, confidence } = await probe(
      sampled(words, (r) => weights[r]!, 4),
      { voters: 4, size: 4 },
    );
    confidence.forEach((value, r) => expect(value).toBeCloseTo(weights[r]!, 6));
    expect(agrees).toEqual([0, 1, 0, 0, 1, 1, 0, 0]);
  });

  it('is the mean over steps of the mean over tokens, to three decimals', async () => {
    const { confidence } = await probe(
      sampled(['a', 'a'], (_r, t) => [0.12349, 1, 2][t]!, 2),
      { voters: 2, size: 2 },
    );
    expect(confidence[0]).toBeCloseTo((0.123 + 1.5) / 2, 6);
    expect(tokenConfidence([-1, -2])).toBe(1.5);
    expect(stepsOf([0, 2], 3)).toEqual([
      [0, 1],
      [1, 3],
    ]);
    expect(rolloutConfidence([], [])).toBe(0);
  });

  it('hears as many as it is told, draws anew in every step, and the same in the same step', async () => {
    const words = Array.from({ length: 32 }, (_, r) => 'abcd'[r % 4]!);
    const at = async (step: number) =>
      (
        await probe(
          sampled(words, () => 1, 8, step),
          { voters: 2, size: 1 },
        )
      ).agrees.join('');
    expect(await at(3)).toBe(await at(3));
    expect(new Set([await at(0), await at(1), await at(2), await at(3)]).size).toBeGreaterThan(1);
    const all = await probe(
      sampled(words, () => 1, 8),
      { voters: 8, size: 1 },
    );
    expect(all.agrees).toEqual(words.map((word) => (word === 'a' ? 1 : 0))); // ties: the first seen
  });

  it('chooses a size by itself, counts, and refuses one that does not divide the group', async () => {
    const given = sampled(['a', 'b', 'a', 'b'], (r) => 1 + r, 4);
    const { agrees, found } = await probe(given, { voters: 2 });
    const metrics = block.count!(given, found, { as: 'v' } as never);
    expect(metrics['v/agrees/mean']).toBeCloseTo(agrees.reduce((a, b) => a + b) / 4, 6);
    const around = { leaf: () => 8 } as never;
    expect(block.problem!({ ...defaultsOf(block, 'v'), size: 3 } as never, around)).toMatch(/v\.size is 3.*divide/);
    expect(block.problem!({ ...defaultsOf(block, 'v'), size: 4 } as never, around)).toBeNull();
  });

  it('shifts the confidences behind a rollout that has no answer, as released', () => {
    expect(voted([null, 'a', 'b', 'b'], [5, 3, 1, 1.5])).toBe('a');
    expect(voted([null, null], [1, 2])).toBe('None');
    expect(labelsOf(['a', 'b'], [1, 2], [[0], [1]])).toEqual(['a', 'b']);
  });
});
