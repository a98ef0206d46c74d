// What: float64 twin of gradNorm.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { values, partials }) => {
  const { count, blockSize } = params as Record<string, number>;
  for (let block = 0; block * blockSize! < count!; block++) {
    const end = Math.min((block + 1) * blockSize!, count!);
    let [peak, squares, bad] = [0, 0, 0];
    for (let i = block * blockSize!; i < end; i++) {
      const size = Math.abs(values![i]!);
      if (!Number.isFinite(size)) bad++;
      else if (size > peak) peak = size;
    }
    for (let i = block * blockSize!; i < end && peak > 0; i++) {
      const share = values![i]! / peak;
      if (Number.isFinite(share)) squares += share * share;
    }
    partials!.set([peak, squares, bad], 3 * block);
  }
};
