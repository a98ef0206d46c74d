// What: float64 twin of patchDrop.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { philox4x32, STREAMS, toUniform } from '../../src/3-rollouts/philox.ts';

export const reference: KernelReference = (params, { pixels, dropped }) => {
  const { size, patchSize, p, seedLow, seedHigh, step, row } = params as Record<string, number>;
  const black = [params['blackRed']!, params['blackGreen']!, params['blackBlue']!];
  const perSide = Math.ceil(size! / patchSize!);
  for (let y = 0; y < size!; y++) {
    for (let x = 0; x < size!; x++) {
      const k = Math.floor(y / patchSize!) * perSide + Math.floor(x / patchSize!);
      const [word] = philox4x32([step!, row!, k, STREAMS.patchDrop], [seedLow!, seedHigh!]);
      for (let channel = 0; channel < 3; channel++) {
        const i = (channel * size! + y) * size! + x;
        dropped![i] = toUniform(word) < p! ? black[channel]! : pixels![i]!;
      }
    }
  }
};
