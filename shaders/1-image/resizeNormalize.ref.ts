// What: float64 twin of resizeNormalize.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

/** Weights of the source pixels 0…extent−1 for output coordinate o. */
function weights(o: number, extent: number, size: number): number[] {
  const centre = ((o + 0.5) * extent) / size;
  const support = Math.max(1, extent / size);
  const all = Array.from({ length: extent }, (_, i) => Math.max(0, 1 - Math.abs(i + 0.5 - centre) / support));
  const total = all.reduce((sum, weight) => sum + weight, 0);
  return all.map((weight) => weight / total);
}

export const reference: KernelReference = (params, { picture, pixels }) => {
  const { width, left, top, cropWidth, cropHeight, size } = params as Record<string, number>;
  const mean = [params['meanRed']!, params['meanGreen']!, params['meanBlue']!];
  const std = [params['stdRed']!, params['stdGreen']!, params['stdBlue']!];
  const across = Array.from({ length: size! }, (_, o) => weights(o, cropWidth!, size!));
  for (let oy = 0; oy < size!; oy++) {
    const down = weights(oy, cropHeight!, size!);
    for (let ox = 0; ox < size!; ox++) {
      const colour = [0, 0, 0];
      for (let y = 0; y < cropHeight!; y++) {
        if (down[y] === 0) continue;
        for (let x = 0; x < cropWidth!; x++) {
          const weight = down[y]! * across[ox]![x]!;
          if (weight === 0) continue;
          const word = picture![(top! + y) * width! + left! + x]!;
          for (let channel = 0; channel < 3; channel++) colour[channel]! += weight * ((word >>> (8 * channel)) & 255);
        }
      }
      for (let channel = 0; channel < 3; channel++) {
        pixels![(channel * size! + oy) * size! + ox] = (colour[channel]! / 255 - mean[channel]!) / std[channel]!;
      }
    }
  }
};
