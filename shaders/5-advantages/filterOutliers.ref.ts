// What: float64 twin of filterOutliers.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, counted, shaped, batchMoments }) => {
  const { count, aroundMean, sigmas, most } = params as Record<string, number>;
  const all = Array.from({ length: count! }, (_, i) => advantages![i]!);
  const n = Math.max(1, counted!.filter((own) => own === 1).length);
  const mean = all.reduce((sum, value) => sum + value, 0) / n;
  const squares = all.reduce((sum, value, i) => sum + (counted![i] === 1 ? (value - mean) ** 2 : 0), 0);
  const inverse = 1 / Math.sqrt(Math.max(squares / n, 1e-8));
  const centre = aroundMean === 1 ? mean : 0;
  all.forEach((value, i) => {
    const z = (value - mean) * inverse + 1e-8;
    const isFar = sigmas !== 0 && (z < centre - sigmas! || z > centre + sigmas!);
    shaped![i] = isFar || Math.abs(z) > most! ? 0 : z;
  });
  batchMoments!.set([mean, inverse]);
};
