// What: float64 twin of topQuantile.wgsl, by sorting and interpolating.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { signal, other, mask, kept }) => {
  const { rollouts, generations, maxTokens, share } = params as Record<string, number>;
  kept!.fill(0);
  const size = generations! * maxTokens!;
  for (let first = 0; first < rollouts! * maxTokens!; first += size) {
    const places = Array.from({ length: size }, (_, k) => first + k).filter((i) => mask![i]! > 0.5);
    if (places.length === 0) continue;
    const scores = places.map((i) => signal![i]! - other![i]!);
    const sorted = scores.toSorted((a, b) => a - b);
    const exact = (1 - share!) * (sorted.length - 1);
    const place = Math.abs(exact - Math.round(exact)) < 1e-4 ? Math.round(exact) : exact;
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    const threshold = low + (high - low) * (place - Math.floor(place));
    places.forEach((i, k) => (kept![i] = scores[k]! >= threshold ? 1 : 0));
  }
};
