// What: float64 twin of itemMeans.wgsl: sums and counts by item first.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { items, mask, values }) => {
  const { rollouts, maxTokens, stride, column, limit } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    const places = Array.from({ length: maxTokens! }, (_, t) => r * maxTokens! + t).filter(
      (i) => mask![i]! > 0.5 && items![i]! >= 0,
    );
    const itemOf = (i: number) => (limit! > 0 ? Math.min(items![i]!, limit!) : items![i]!);
    const sums = new Map<number, readonly [sum: number, count: number]>();
    for (const i of places) {
      const [sum, count] = sums.get(itemOf(i)) ?? [0, 0];
      sums.set(itemOf(i), [sum + values![i * stride! + column!]!, count + 1]);
    }
    for (const i of places) {
      const [sum, count] = sums.get(itemOf(i))!;
      values![i * stride! + column!] = sum / count;
    }
  }
};
