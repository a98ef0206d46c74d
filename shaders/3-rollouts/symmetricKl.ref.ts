// What: float64 twin of symmetricKl.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

function logSoftmax(logits: readonly number[], tau: number): number[] {
  const held = logits.map((x) => Math.max(x, -1e30));
  const peak = held.reduce((most, x) => Math.max(most, x), -Infinity);
  const z = held.map((x) => (x - peak) / tau);
  const logSum = Math.log(z.reduce((sum, x) => sum + Math.exp(x), 0));
  return z.map((x) => x - logSum);
}

export const reference: KernelReference = (params, { logits, otherLogits, divergences }) => {
  const { rows, vocabSize, temperature } = params as Record<string, number>;
  const tau = temperature === 0 ? 1 : temperature!;
  for (let r = 0; r < rows!; r++) {
    const row = (values: ArrayLike<number>) =>
      logSoftmax(
        Array.from({ length: vocabSize! }, (_, v) => values[r * vocabSize! + v]!),
        tau,
      );
    const [p, q] = [row(logits!), row(otherLogits!)];
    let total = 0;
    p.forEach((logP, v) => {
      const gap = Math.exp(logP) - Math.exp(q[v]!);
      if (gap !== 0) total += gap * (logP - q[v]!);
    });
    divergences![r] = total / 2;
  }
};
