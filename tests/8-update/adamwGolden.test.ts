// What: ten AdamW steps on gradients that PyTorch was fed too (tests/golden/tiny/adamw.json, made by pretrain/twin in float64).
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { applyUpdate, newOptimizerState } from '../../src/8-update/applyUpdate.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

interface GoldenArray {
  readonly dtype: 'float32' | 'float64';
  readonly shape: readonly number[];
  /** Base64 of little-endian numbers. */
  readonly data: string;
}

interface Golden {
  readonly settings: { readonly lr: number; readonly betas: readonly [number, number]; readonly eps: number };
  readonly theta_0: GoldenArray;
  readonly gradients: GoldenArray;
  readonly theta: GoldenArray;
}

const golden = JSON.parse(readFileSync(new URL('../golden/tiny/adamw.json', import.meta.url), 'utf8')) as Golden & {
  readonly settings: { readonly weight_decay: number };
};

function numbers({ dtype, data }: GoldenArray): Float32Array | Float64Array {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return dtype === 'float32' ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
}

it('equals torch.optim.AdamW to 1e-6 at every step', async () => {
  const { lr, betas, eps, weight_decay } = golden.settings;
  const [gradients, after] = [numbers(golden.gradients), numbers(golden.theta)];
  const [steps, n] = golden.gradients.shape as [number, number];
  expect([steps, n]).toEqual([10, 257]);
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    let theta = numbers(golden.theta_0) as Float32Array;
    let state = newOptimizerState(n);
    for (let step = 0; step < steps; step++) {
      const gradient = Float32Array.from(gradients.subarray(step * n, (step + 1) * n));
      const settings = { learningRate: lr, adamBeta1: betas[0], adamBeta2: betas[1], adamEpsilon: eps };
      const given = { theta, gradient, state, weightDecay: weight_decay, maxGradNorm: 0 };
      ({ theta, state } = await applyUpdate(compute, { optim: 'adamw', ...given, ...settings }));
      const worst = theta.reduce((most, value, i) => Math.max(most, Math.abs(value - after[step * n + i]!)), 0);
      expect(worst, `${compute.kind}, step ${step}`).toBeLessThan(1e-6);
    }
  }
});
