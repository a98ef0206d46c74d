// What: float64 twin of velocityError.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { velocity, hidden, noise, errors, scores }) => {
  const { count, channels, share, weight } = params as Record<string, number>;
  for (let n = 0; n < count!; n++) {
    const gaps = Array.from({ length: channels! }, (_, d) => n * channels! + d).map(
      (i) => velocity![i]! + noise![i]! - hidden![i]!,
    );
    errors![n] = errors![n]! + (share! * gaps.reduce((sum, gap) => sum + gap * gap, 0)) / channels!;
    scores![n] = weight! * errors![n]!;
  }
};
