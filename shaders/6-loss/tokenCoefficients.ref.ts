// What: float64 twin of tokenCoefficients.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens, isSequence, perSequence, normaliser, entropyCoef, entropyTokens } = params as Record<
    string,
    number
  >;
  const { terms, mask, policyMask, entropies, coef, coefEntropy, sums } = buffers;
  for (let r = 0; r < rollouts!; r++) {
    const start = r * maxTokens!;
    const live = Array.from({ length: maxTokens! }, (_, t) => start + t).filter((i) => mask![i]! > 0.5);
    const sumOf = (value: (i: number) => number) => live.reduce((sum, i) => sum + value(i), 0);
    const term = (k: number) => sumOf((i) => terms![6 * i + k]!);
    const tokens = Math.max(live.length, 1);
    const weight = 1 / (normaliser! * (perSequence === 1 ? tokens : 1));
    coef!.fill(0, start, start + maxTokens!);
    coefEntropy!.fill(0, start, start + maxTokens!);
    for (const i of live) {
      const ratioSlope = isSequence === 1 ? term(1) / tokens : terms![6 * i + 1]!;
      coef![i] = weight * (ratioSlope + terms![6 * i + 2]!);
      coefEntropy![i] = (-entropyCoef! * policyMask![i]!) / entropyTokens!;
    }
    const flag = (k: number) => (isSequence === 1 ? terms![6 * start + k]! : term(k));
    const entropy = sumOf((i) => entropies![i]!);
    const policyEntropy = sumOf((i) => policyMask![i]! * entropies![i]!);
    sums!.set([weight * term(0), term(3), entropy, flag(4), flag(5), policyEntropy], 6 * r);
  }
};
