// What: tokens on which an answer hangs: the kernel against its twin and against a quantile by interpolation, the probe by hand.
import { describe, expect, it } from 'vitest';
import { block } from '../../src/3-rollouts/probes/keyTokens.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it.each([
  [1, 1, 1],
  [4, 2, 16],
  [65, 5, 2],
  [6, 3, 23],
])('the kernel equals its twin: %i rollouts in groups of %i, %i tokens', async (rollouts, generations, maxTokens) => {
  const random = randomInputs();
  const size = rollouts * maxTokens;
  for (const share of [0, 0.2, 0.37, 0.5, 1]) {
    const mask = random.floats(size, () => Number(random.next() < 0.8));
    const { outputs } = await checkKernel({
      kernel: '3-rollouts/topQuantile',
      params: { rollouts, generations, maxTokens, share },
      inputs: {
        // Halves, so that there are ties.
        signal: random.floats(size, () => random.below(20) / 2),
        other: random.floats(size, () => random.below(4) / 2),
        mask,
      },
      outputs: { kept: size },
      dispatch: { invocations: size },
    });
    if (share === 1) expect([...outputs['kept']!]).toEqual([...mask]);
  }
});

async function kept(compute: Compute, scores: readonly number[], share: number) {
  const made = await compute.run('3-rollouts/topQuantile', {
    params: { rollouts: 1, generations: 1, maxTokens: scores.length, share },
    inputs: {
      signal: Float32Array.from(scores),
      other: new Float32Array(scores.length),
      mask: new Float32Array(scores.length).fill(1),
    },
    outputs: { kept: scores.length },
    dispatch: { invocations: scores.length },
  });
  return [...(await made['kept']!.read())];
}

it('is a quantile with linear interpolation, whole places and ties included', async () => {
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    // 0.8·5 = 4: the fifth of six is the threshold.
    expect(await kept(compute, [3, 9, 1, 7, 5, 11], 0.2)).toEqual([0, 1, 0, 0, 0, 1]);
    // 0.8·4 = 3.2: between the fourth and the fifth.
    expect(await kept(compute, [3, 9, 1, 7, 5], 0.2)).toEqual([0, 1, 0, 0, 0]);
    expect(await kept(compute, [2, 9, 9, 9, 1], 0.2)).toEqual([0, 1, 1, 1, 0]);
    expect(await kept(compute, [4, 4, 4], 0.2)).toEqual([1, 1, 1]);
    expect(await kept(compute, [1, 2, 2], 0)).toEqual([0, 1, 1]);
    expect(await kept(compute, [1, 2, 3], 1)).toEqual([1, 1, 1]);
    // Every whole place, however 1 − share is rounded.
    for (const share of [0.1, 0.2, 0.3, 0.4, 0.6, 0.7]) {
      for (const n of [11, 21, 31, 101]) {
        const own = await kept(compute, [...Array(n).keys()], share);
        expect(
          own.filter((is) => is === 1),
          `${n} tokens, share ${share}`,
        ).toHaveLength(Math.round(share * (n - 1)) + 1);
      }
    }
  }
});

describe('the probe', () => {
  const logProb = [
    [-1, -2, -1],
    [-3, -1, -1],
    [-1, -1, -1],
    [-1, -1, -1],
  ];
  const hidden = [
    [-1, -5, -1],
    [-3, -1, -9],
    [-1, -2, -1],
    [-1.5, -1, -1],
  ];
  const shuffled = logProb.map((row, r) => row.map((value, t) => value - Number(r === 0 && t === 0)));
  const entropies = [
    [0, 0, 1],
    [2, 0, 9],
    [0, 0, 0],
    [0, 1, 0],
  ];
  const mask = [
    [1, 1, 1],
    [1, 1, 0],
    [1, 1, 1],
    [1, 1, 1],
  ];
  const step = goldenStep({
    ...{ compute: new ReferenceCompute(), mask, generations: 2, oldLogProbs: logProb, entropies },
    signals: { 'masked/logProb': hidden, 'shuffled/logProb': shuffled },
  });
  const largest = { visual_share: 0, temporal_share: 0, entropy_share: 0 };
  const probe = (own: object) => block.probe(step, { ...defaultsOf(block, 'key'), ...largest, ...own });
  const rows = (values: Float32Array) => [0, 1, 2, 3].map((r) => [...values.subarray(3 * r, 3 * r + 3)]);

  it('marks the largest of each group, what lies behind an answer left out, and takes all kinds together', async () => {
    const found = await probe({ temporal: 'shuffled/logProb' });
    expect(rows(found.get('key/visual')!.values)).toEqual([
      [0, 1, 0],
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    expect(rows(found.get('key/entropy')!.values)).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
    ]);
    expect(rows(found.get('key/temporal')!.values)).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(rows(found.get('key/kept')!.values)).toEqual([
      [1, 1, 0],
      [1, 0, 0],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect([...found.get('key/count')!.values]).toEqual([2, 1, 3, 3]);
    expect(block.count!(step, found, defaultsOf(block, 'key'))).toEqual({ 'key/share': 9 / 11 });
  });

  it('asks for what is named alone', async () => {
    const found = await probe({ entropy: '' });
    expect([...found.keys()]).toEqual(['key/visual', 'key/kept', 'key/count']);
    expect([...found.get('key/count')!.values]).toEqual([1, 0, 1, 0]);
    const own = { ...defaultsOf(block, 'key'), entropy: '' };
    expect(block.needs!(own)).toEqual(['masked/logProb']);
    expect(block.gives(own)).toEqual(['key/kept', 'key/visual', 'key/count']);
    expect(block.problem!({ ...own, visual: '' }, {} as never)).toMatch(/asks for nothing/);
    expect(block.problem!(own, {} as never)).toBeNull();
  });

  it('is found by its signals where there is a view masked', () => {
    expect(block.derive!('key/kept', { views: ['masked'], vectors: [] })).toEqual(defaultsOf(block, 'key'));
    expect(block.derive!('key/kept', { views: ['drawn'], vectors: [] })).toBeNull();
    expect(block.derive!('key/other', { views: ['masked'], vectors: [] })).toBeNull();
  });

  it('needs numbers per token', async () => {
    const wrong = {
      ...step,
      signals: new Map([
        ...step.signals,
        ['masked/logProb', { shape: 'rollout', values: new Float32Array(4) }] as const,
      ]),
    };
    await expect(block.probe(wrong, defaultsOf(block, 'key'))).rejects.toThrow(/one value per rollout/);
  });
});
