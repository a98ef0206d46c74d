// What: float64 twin of gradNorm.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { values, partials }) => {
  const { count, blockSize } = params as Record<string, number>;
  for (let block = 0; block * blockSize! < count!; block++) {
    const own = Array.from(values!.subarray(block * blockSize!, Math.min((block + 1) * blockSize!, count!)));
    const finite = own.filter(Number.isFinite);
    const peak = finite.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
    const squares = finite.reduce((sum, x) => sum + (peak === 0 ? 0 : (x / peak) ** 2), 0);
    partials!.set([peak, squares, own.length - finite.length], 3 * block);
  }
};
