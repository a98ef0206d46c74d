// What: VPPO's trajectory scale: the kernel against its reference, the scales against their definition, the block on small steps.
import { describe, expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { applyShapers } from '../../src/5-advantages/applyShapers.ts';
import { trajectoryScales, trajectoryScores } from '../../src/5-advantages/trajectoryScales.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

it.each([
  [1, 1],
  [1, 64],
  [5, 13],
  [3, 48],
])('the kernel multiplies %i rollouts of %i tokens', async (rollouts, maxTokens) => {
  const random = randomInputs();
  const [advantages, scales] = [random.floats(rollouts * maxTokens), random.floats(rollouts)];
  const { outputs } = await checkKernel({
    kernel: '5-advantages/trajectoryScale',
    params: { rollouts, maxTokens },
    inputs: { advantages, scales },
    outputs: { shaped: advantages.length },
    dispatch: { invocations: advantages.length },
  });
  advantages.forEach((value, i) => {
    expect(outputs['shaped']![i]).toBe(Math.fround(value * scales[Math.floor(i / maxTokens)]!));
  });
});

describe('the scales', () => {
  const all = (scores: readonly number[]) => scores.map(() => true);
  const settings = { scaleMin: 0.9, microBatch: 0 };

  it('have mean 1 in every micro-batch and run from scale_min to b', () => {
    const scores = [...randomInputs().floats(24)];
    for (const microBatch of [0, 4, 6, 24]) {
      const { scales, min, max, tops } = trajectoryScales(scores, all(scores), { scaleMin: 0.9, microBatch });
      expect([min, max]).toEqual([Math.min(...scores), Math.max(...scores)]);
      const size = microBatch || 24;
      expect(tops).toHaveLength(24 / size);
      for (let start = 0; start < 24; start += size)
        expect(mean(scales.subarray(start, start + size))).toBeCloseTo(1, 5);
      const [lowest, highest] = [scores.indexOf(min!), scores.indexOf(max!)];
      expect(scales[lowest]).toBeCloseTo(0.9, 6);
      expect(scales[highest]).toBeCloseTo(tops[Math.floor(highest / size)]!, 6);
    }
  });

  it('are straight in the score, and the same rollout has another one in another micro-batch', () => {
    const scores = [0, 1, 2, 4];
    // u = 0, ¼, ½, 1: mean 7/16, b = 0.9 + 0.1·16/7; in pairs: ⅛ and ¾.
    const whole = trajectoryScales(scores, all(scores), settings);
    const b = 0.9 + (0.1 * 16) / 7;
    [0.9, 0.9 + (b - 0.9) / 4, 0.9 + (b - 0.9) / 2, b].forEach((value, r) =>
      expect(whole.scales[r]).toBeCloseTo(value, 6),
    );
    const pairs = trajectoryScales(scores, all(scores), { scaleMin: 0.9, microBatch: 2 });
    expect(pairs.tops[0]).toBeCloseTo(0.9 + 0.1 * 8, 6);
    expect(pairs.tops[1]).toBeCloseTo(0.9 + (0.1 * 4) / 3, 6);
    expect(pairs.scales[1]).toBeCloseTo(1.1, 6);
  });

  it('are 1 for rollouts that do not count, which are no part of any mean', () => {
    const scores = [0, 1, 50, 2];
    const { scales, min, max, tops } = trajectoryScales(scores, [true, true, false, true], settings);
    expect([min, max]).toEqual([0, 2]);
    expect(tops[0]).toBeCloseTo(0.9 + 0.1 / 0.5, 6);
    expect(scales[2]).toBe(1);
    expect(mean([scales[0]!, scales[1]!, scales[3]!])).toBeCloseTo(1, 6);
  });

  it('are 1 where the scores hardly differ or fewer than two rollouts count, and with scale_min 1', () => {
    const flat = [1, 1 + 5e-7, 1];
    expect(trajectoryScales(flat, all(flat), settings)).toEqual({
      ...{ scales: Float32Array.of(1, 1, 1), min: 1, max: 1 + 5e-7, tops: [null] },
    });
    const one = trajectoryScales([1, 2], [false, true], settings);
    expect(one).toEqual({ scales: Float32Array.of(1, 1), min: null, max: null, tops: [null] });
    const away = trajectoryScales([1, 2, 5, 6], [false, false, true, true], { ...settings, microBatch: 2 });
    expect(away.tops[0]).toBeNull();
    expect([...trajectoryScales([1, 2, 4], [true, true, true], { ...settings, scaleMin: 1 }).scales]).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('the block', () => {
  const block = blocksIn('advantage').get('trajectoryScale')!;
  const own = { as: 'scale', signal: 'u', scale_min: 0.9, micro_batch: 0 } as Own;
  const signal: Signal = { shape: 'token', values: Float32Array.of(1, 3, 99, 0, 99, 99, 5, 5, 5) };
  const rollouts = { lengths: Int32Array.of(2, 1, 3), maxTokens: 3 };
  const step = (over: Partial<Scored> = {}) =>
    ({ compute: new ReferenceCompute(), rollouts, signals: new Map([['u', signal]]), ...over }) as unknown as Scored;
  const A = Float32Array.of(1, 1, 0, -1, 0, 0, 2, 2, 2);

  it('reads the tokens of each rollout, not its padding', async () => {
    expect(trajectoryScores(signal.values, rollouts)).toEqual([2, 0, 5]);
    const { advantages, metrics } = await applyShapers(step(), A, [{ block, own }]);
    const b = 0.9 + 0.1 / ((0.4 + 0 + 1) / 3);
    const wanted = [0.9 + 0.4 * (b - 0.9), 0.9, b];
    A.forEach((value, i) => expect(advantages[i]).toBeCloseTo(value * wanted[Math.floor(i / 3)]!, 5));
    expect(metrics['scale/score_min']).toBe(0);
    expect(metrics['scale/score_max']).toBe(5);
    expect(metrics['scale/scale_max']).toBeCloseTo(b, 5);
  });

  it('leaves out what a filter took out of the loss, and changes no bit with scale_min 1', async () => {
    const { advantages, metrics } = await applyShapers(step({ inLoss: Uint8Array.of(1, 1, 0) }), A, [{ block, own }]);
    expect(metrics['scale/score_max']).toBe(2);
    expect([...advantages.subarray(6)]).toEqual([2, 2, 2]);
    expect(advantages[0]).toBeCloseTo(1.1, 6);
    const off = { ...own, scale_min: 1 } as Own;
    expect((await applyShapers(step(), A, [{ block, own: off }])).advantages).toEqual(A);
  });

  it('refuses a signal that is not one per token', async () => {
    const prompt: Signal = { shape: 'prompt', values: Float32Array.of(1) };
    await expect(applyShapers(step({ signals: new Map([['u', prompt]]) }), A, [{ block, own }])).rejects.toThrow(
      /scale reads u, which has one value per prompt/,
    );
    expect(block.needs!(own)).toEqual(['u']);
  });
});
