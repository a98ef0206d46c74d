// What: float64 twin of batchWhiten.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { moments } from './groupAdvantage.ref.ts';

export const reference: KernelReference = (params, { values, centred, counted, advantages, batchMoments }) => {
  const { count, subtractMean, scale, root, epsilon } = params as Record<string, number>;
  const own = Array.from({ length: count! }, (_, i) => i).filter((i) => counted![i] === 1);
  const found = Float64Array.from(own, (i) => values![i]!);
  const { mean, deviation } = own.length > 0 ? moments(found) : { mean: 0, deviation: 0 };
  const spread = root === 1 ? Math.sqrt(deviation ** 2 + epsilon!) : deviation + epsilon!;
  advantages!.fill(0, 0, count);
  for (const i of own) {
    advantages![i] = (centred![i]! - (subtractMean === 1 ? mean : 0)) / (scale === 1 ? spread : 1);
  }
  batchMoments!.set([mean, deviation]);
};
