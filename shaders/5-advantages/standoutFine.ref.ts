// What: float64 twin of standoutFine.wgsl, by sorting.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens: T, coef, threshold, most, power } = params as Record<string, number>;
  const { signal, mask, advantages, normalised, kept, fines, shaped } = buffers;
  for (let r = 0; r < rollouts!; r++) {
    const row = Array.from({ length: T! }, (_, t) => r * T! + t);
    const counts = (i: number) => mask![i]! > 0.5;
    const scores = row.map((i) => (counts(i) ? signal![i]! : 0));
    const values = [...new Set(scores)].sort((a, b) => a - b);
    const span = values.at(-1)! - values[1]! || Infinity;
    const scaled = row.map((i, t) => {
      const own = counts(i) && values.length > 1 ? (scores[t]! - values[1]!) / span : 0;
      const raised = power === 1 ? own : own ** power!;
      return Number.isNaN(raised) ? 0 : raised;
    });
    const above = scaled.map((value) => (threshold! <= 0 || value > threshold! ? value : 0));
    const isCut = most! > 0 && T! >= most! && above.filter((value) => value !== 0).length >= most!;
    const order = [...above.keys()].sort((a, b) => above[b]! - above[a]!).slice(0, most);
    const own = above.map((value, t) => (isCut && !order.includes(t) ? 0 : value));
    row.forEach((i, t) => {
      normalised![i] = scaled[t]!;
      kept![i] = own[t]!;
      fines![i] = -coef! * own[t]!;
      const later = own.slice(t).reduce((sum, value) => sum + value, 0);
      shaped![i] = advantages![i]! - (counts(i) ? coef! * later : 0);
    });
  }
};
