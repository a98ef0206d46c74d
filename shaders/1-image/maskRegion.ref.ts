// What: twin of maskRegion.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { picture, rectangles, masked }) => {
  const { width, height, rectangleCount, fill } = params as Record<string, number>;
  masked!.set(picture!);
  for (let k = 0; k < rectangleCount!; k++) {
    const [left, top, right, bottom] = rectangles!.subarray(4 * k, 4 * k + 4);
    for (let y = top!; y < Math.min(bottom!, height!); y++) {
      masked!.fill(fill!, y * width! + Math.min(left!, width!), y * width! + Math.min(right!, width!));
    }
  }
};
