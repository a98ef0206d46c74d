// What: float64 twin of addNoise.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { normalPair, philox4x32, STREAMS } from '../../src/3-rollouts/philox.ts';

export const reference: KernelReference = (params, { pixels, noisy }) => {
  const { size, seedLow, seedHigh, step, row } = params as Record<string, number>;
  const sigma = [params['sigmaRed']!, params['sigmaGreen']!, params['sigmaBlue']!];
  const area = size! * size!;
  for (let i = 0; i < 3 * area; i++) {
    const words = philox4x32([step!, row!, i >> 1, STREAMS.noise], [seedLow!, seedHigh!]);
    noisy![i] = pixels![i]! + sigma[Math.floor(i / area)]! * normalPair(words)[i & 1]!;
  }
};
