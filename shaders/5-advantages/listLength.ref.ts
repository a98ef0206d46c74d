// What: float64 twin of listLength.wgsl, by what the rollout did: it went beyond, stopped in time or stopped early.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, { advantages, items, lengths, truncated, shaped }) => {
  const { rollouts, maxTokens, wanted, extra, exact, early } = params as Record<string, number>;
  for (let r = 0; r < rollouts!; r++) {
    const row = Array.from({ length: maxTokens! }, (_, t) => r * maxTokens! + t);
    const own = row.slice(0, lengths![r]!);
    const beyond = own.filter((i) => items![i]! >= wanted!);
    const count = 1 + own.reduce((most, i) => Math.max(most, items![i]!), -1);
    row.forEach((i) => (shaped![i] = advantages![i]!));
    const stop = truncated![r] === 0 ? own.at(-1) : undefined;
    if (stop !== undefined) {
      if (beyond.length > 0) shaped![stop] = 0;
      else shaped![stop] = count < wanted! ? early! : exact!;
    }
    beyond.forEach((i) => (shaped![i]! += extra!));
  }
};
