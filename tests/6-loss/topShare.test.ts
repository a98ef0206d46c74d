// What: topShare against its reference, against a cut at the k-th value instead of a rank, and the block on steps made by hand.
import { describe, expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const block = blocksIn('tokenWeight').get('topShare')!;

interface Given {
  readonly lengths: number[];
  readonly maxTokens: number;
  readonly share: number;
  readonly entropyShare?: number;
  readonly signal: Float32Array;
  readonly entropies: Float32Array;
}
const check = ({ lengths, maxTokens, share, entropyShare = 0, signal, entropies }: Given) =>
  checkKernel({
    kernel: '6-loss/topShare',
    params: { rollouts: lengths.length, maxTokens, share, entropyShare },
    inputs: { signal, entropies, lengths: Int32Array.from(lengths) },
    outputs: { kept: signal.length },
    dispatch: { invocations: signal.length },
  });

describe('the kernel', () => {
  it.each([
    [[1], 1, 0.4, 0],
    [[64], 64, 0.4, 0],
    [[65, 3], 65, 0.4, 0.2],
    [[0, 7, 48, 1, 33, 0, 20], 48, 0.4, 0.2],
    [[5, 0, 9], 9, 1, 0],
    [[5, 8, 9], 9, 0, 0.3],
  ])('lengths %j of %i, shares %f and %f', async (lengths, maxTokens, share, entropyShare) => {
    const random = randomInputs();
    const size = lengths.length * maxTokens;
    const [signal, entropies] = [random.floats(size), random.floats(size)];
    const { outputs } = await check({ lengths, maxTokens, share, entropyShare, signal, entropies });
    // Another way: whatever is not below the k-th largest value (no ties here), as quickselect finds it.
    lengths.forEach((n, r) => {
      const cut = (values: Float32Array, part: number) => {
        const k = Math.ceil(Math.fround(Math.fround(part) * n));
        const rising = values.slice(r * maxTokens, r * maxTokens + n).sort();
        return k === 0 ? Infinity : rising[n - k]!;
      };
      const [least, leastEntropy] = [cut(signal, share), cut(entropies, entropyShare)];
      for (let t = 0; t < maxTokens; t++) {
        const i = r * maxTokens + t;
        const wanted = t < n && (signal[i]! >= least || entropies[i]! >= leastEntropy) ? 1 : 0;
        expect(outputs['kept']![i], `rollout ${r}, token ${t}`).toBe(wanted);
      }
    });
  });

  it('rounds the share up, in float32: 0.4 of 10 are 4, 0.4 of 7 are 3, 0.2 of 5 are 1', async () => {
    for (const [n, share, count] of [
      [10, 0.4, 4],
      [7, 0.4, 3],
      [5, 0.2, 1],
      [5, 0.4, 2],
      [1, 0.01, 1],
    ] as const) {
      const signal = randomInputs().floats(n);
      const { outputs } = await check({ lengths: [n], maxTokens: n, share, signal, entropies: signal });
      expect(
        [...outputs['kept']!].reduce((sum, own) => sum + own, 0),
        `${share} of ${n}`,
      ).toBe(count);
    }
  });

  it('takes the earlier of equal tokens, also of −0 and 0', async () => {
    const signal = Float32Array.of(0, -0, 0, 0, 2, 1, 1, 2);
    const { outputs } = await check({ lengths: [4, 4], maxTokens: 4, share: 0.5, signal, entropies: signal });
    expect([...outputs['kept']!]).toEqual([1, 1, 0, 0, 1, 0, 0, 1]);
  });
});

const token = (values: readonly number[]): Signal => ({ shape: 'token', values: Float32Array.from(values) });
const step = (signal: Signal, over: Partial<Scored> = {}) =>
  ({
    compute: new ReferenceCompute(),
    rollouts: {
      lengths: Int32Array.of(4, 2),
      maxTokens: 4,
      entropies: Float32Array.of(0, 0, 0, 9, 1, 2, 0, 0),
    },
    signals: new Map([['u', signal]]),
    ...over,
  }) as unknown as Scored;
const own = (over: Readonly<Record<string, number>> = {}) =>
  ({ as: 'top', signal: 'u', share: 0.5, entropy_share: 0, ...over }) as Own;

describe('the block', () => {
  const values = token([1, 4, 3, 2, 5, 6, 99, 99]);

  it('weighs tokens and counts what it keeps; rollouts that are not in the loss are not counted', async () => {
    const { weights, mask, metrics } = await block.weigh(step(values), own());
    expect([...weights!]).toEqual([0, 1, 1, 0, 0, 1, 0, 0]);
    expect(mask).toBeUndefined(); // denominators and KL keep all tokens
    expect(metrics).toEqual({ 'top/kept': 0.5, 'top/mean': 21 / 6, 'top/mean_kept': 13 / 3 });
    const filtered = await block.weigh(step(values, { inLoss: Uint8Array.of(1, 0) }), own());
    expect(filtered.metrics).toEqual({ 'top/kept': 0.5, 'top/mean': 2.5, 'top/mean_kept': 3.5 });
  });

  it('keeps the union with the tokens of highest entropy, and all tokens with share 1', async () => {
    const union = await block.weigh(step(values), own({ entropy_share: 0.2 }));
    expect([...union.weights!]).toEqual([0, 1, 1, 1, 0, 1, 0, 0]);
    const all = await block.weigh(step(values), own({ share: 1 }));
    expect([...all.weights!]).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
  });

  it('refuses a signal that is not one per token, and to keep nothing', async () => {
    await expect(block.weigh(step({ shape: 'rollout', values: Float32Array.of(1, 2) }), own())).rejects.toThrow(
      /top reads u, which has one value per rollout/,
    );
    expect(block.problem!(own({ share: 0 }), {} as never)).toMatch(/top keeps no token at all: set top.share/);
    expect(block.problem!(own({ share: 0, entropy_share: 0.1 }), {} as never)).toBeNull();
    expect(block.needs!(own())).toEqual(['u']);
  });
});
