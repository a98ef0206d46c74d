import { describe, expect, it, vi } from 'vitest';
import { applyUpdate, newOptimizerState } from '../../src/8-update/applyUpdate.ts';
import type { UpdateToApply } from '../../src/8-update/applyUpdate.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { newCompute, testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const update = (theta: Float32Array, gradient: Float32Array, change: Partial<UpdateToApply> = {}): UpdateToApply => ({
  theta,
  gradient,
  state: newOptimizerState(theta.length),
  optim: 'adamw',
  learningRate: 0.01,
  adamBeta1: 0.9,
  adamBeta2: 0.999,
  adamEpsilon: 1e-8,
  weightDecay: 0.1,
  maxGradNorm: 1,
  ...change,
});

/** AdamW as in the paper's text, in float64. */
function plainAdamw(theta: Float64Array, gradients: readonly Float32Array[], maxGradNorm: number): Float64Array {
  const [m, v] = [new Float64Array(theta.length), new Float64Array(theta.length)];
  const now = theta.slice();
  gradients.forEach((gradient, step) => {
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    const scale = Math.min(1, maxGradNorm / (norm + 1e-6));
    now.forEach((value, i) => {
      const g = scale * gradient[i]!;
      m[i] = 0.9 * m[i]! + 0.1 * g;
      v[i] = 0.999 * v[i]! + 0.001 * g * g;
      const mHat = m[i]! / (1 - 0.9 ** (step + 1));
      const vHat = v[i]! / (1 - 0.999 ** (step + 1));
      now[i] = value * (1 - 0.01 * 0.1) - (0.01 * mHat) / (Math.sqrt(vHat) + 1e-8);
    });
  });
  return now;
}

describe('applyUpdate', () => {
  it('follows AdamW over ten steps to 1e-6', async () => {
    const random = randomInputs();
    const start = random.floats(257, () => 2 * random.next() - 1);
    const gradients = Array.from({ length: 10 }, () => random.floats(257));
    for (const compute of [await testCompute(), new ReferenceCompute()]) {
      let [theta, state] = [start, newOptimizerState(257)];
      for (const gradient of gradients) {
        const report = await applyUpdate(compute, update(theta, gradient, { state }));
        const moved = Math.sqrt(report.theta.reduce((sum, value, i) => sum + (value - theta[i]!) ** 2, 0));
        expect(report.updateNorm).toBeCloseTo(moved, 5);
        ({ theta, state } = report);
      }
      expect(state.stepCount).toBe(10);
      const expected = plainAdamw(Float64Array.from(start), gradients, 1);
      theta.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6));
    }
  });

  it('clips by the global norm, reports the norm before, and 0 turns clipping off', async () => {
    const sgd = { optim: 'sgd', weightDecay: 0, learningRate: 1 } as const;
    const [theta, gradient] = [Float32Array.of(0, 0), Float32Array.of(3, 4)];
    const clipped = await applyUpdate(await testCompute(), update(theta, gradient, sgd));
    expect(clipped.gradNorm).toBeCloseTo(5, 5);
    expect(clipped.theta[0]).toBeCloseTo(-0.6, 5);
    expect(clipped.updateNorm).toBeCloseTo(1, 5);
    const free = await applyUpdate(await testCompute(), update(theta, gradient, { ...sgd, maxGradNorm: 0 }));
    expect([...free.theta]).toEqual([-3, -4]);
    expect([...theta]).toEqual([0, 0]);
    const decayed = update(Float32Array.of(1), Float32Array.of(0), { ...sgd, weightDecay: 0.25 });
    expect((await applyUpdate(await testCompute(), decayed)).theta[0]).toBe(0.75);
  });

  it('leaves θ and the moments alone when the gradient is not finite', async () => {
    const theta = Float32Array.of(1, 2, 3);
    for (const bad of [NaN, Infinity, -Infinity]) {
      for (const compute of [await testCompute(), new ReferenceCompute()]) {
        const report = await applyUpdate(compute, update(theta, Float32Array.of(1, bad, 1)));
        expect(report.skipped).toBe(true);
        expect(report.reason).toMatch(/1 of 3 numbers of the gradient are not finite/);
        expect([...report.theta]).toEqual([1, 2, 3]);
        expect(report.state.stepCount).toBe(0);
      }
    }
    const huge = await applyUpdate(await testCompute(), update(theta, new Float32Array(3).fill(1e30)));
    expect(huge.skipped).toBe(false);
    expect(huge.gradNorm / (1e30 * Math.sqrt(3))).toBeCloseTo(1, 5);
  });

  it('stays on the host where the CPU runs the shaders, with the numbers of the shaders', async () => {
    const random = randomInputs();
    const theta = random.floats(9000, () => 2 * random.next() - 1);
    const gradient = random.floats(9000);
    const software = await newCompute(true);
    const ran = vi.spyOn(software, 'run');
    for (const optim of ['adamw', 'sgd'] as const) {
      const host = await applyUpdate(software, update(theta, gradient, { optim }));
      const device = await applyUpdate(await testCompute(), update(theta, gradient, { optim }));
      expect(host.gradNorm).toBeCloseTo(device.gradNorm, 4);
      expect(host.updateNorm).toBeCloseTo(device.updateNorm, 5);
      host.theta.forEach((value, i) => expect(Math.abs(value - device.theta[i]!)).toBeLessThan(1e-6));
    }
    expect(ran).not.toHaveBeenCalled();
    software.destroy();
  });

  it('keeps memory flat and checks its input', async () => {
    const compute = await testCompute();
    const theta = new Float32Array(10).fill(1);
    const before = { ...compute.memory };
    const report = await applyUpdate(compute, update(theta, theta));
    expect(report.skipped).toBe(false);
    expect({ ...compute.memory, stagingBytes: 0 }).toEqual({ ...before, stagingBytes: 0 });
    await expect(applyUpdate(compute, update(theta, new Float32Array(9)))).rejects.toThrow(/9, 10, 10 numbers for 10/);
    await expect(applyUpdate(compute, update(theta, theta, { learningRate: NaN }))).rejects.toThrow(/learning_rate/);
  });
});
