// What: float64 twin of philoxWords.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { normalPair, philox4x32 } from '../../src/3-rollouts/philox.ts';

export const reference: KernelReference = (params, { words, normals }) => {
  const { count, seedLow, seedHigh, step, firstRow, position, stream } = params as Record<string, number>;
  for (let i = 0; i < count!; i++) {
    const drawn = philox4x32([step!, firstRow! + i, position!, stream!], [seedLow!, seedHigh!]);
    words!.set(drawn, i * 4);
    normals!.set(normalPair(drawn), i * 2);
  }
};
