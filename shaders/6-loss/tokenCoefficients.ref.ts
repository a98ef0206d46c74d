// What: float64 twin of tokenCoefficients.wgsl.
import { SUM, SUM_COUNT, TERM, TERM_COUNT } from '../../src/6-loss/columns.ts';
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
    const term = (k: number) => sumOf((i) => terms![TERM_COUNT * i + k]!);
    const tokens = Math.max(live.length, 1);
    const weight = 1 / (normaliser! * (perSequence === 1 ? tokens : 1));
    coef!.fill(0, start, start + maxTokens!);
    coefEntropy!.fill(0, start, start + maxTokens!);
    for (const i of live) {
      const ratioSlope = isSequence === 1 ? term(TERM.ratioSlope) / tokens : terms![TERM_COUNT * i + TERM.ratioSlope]!;
      coef![i] = weight * (ratioSlope + terms![TERM_COUNT * i + TERM.logProbSlope]!);
      coefEntropy![i] = (-entropyCoef! * policyMask![i]!) / entropyTokens!;
    }
    const flag = (k: number) => (isSequence === 1 ? terms![TERM_COUNT * start + k]! : term(k));
    const at = SUM_COUNT * r;
    sums![at + SUM.loss] = weight * term(TERM.loss);
    sums![at + SUM.kl] = term(TERM.kl);
    sums![at + SUM.entropy] = sumOf((i) => entropies![i]!);
    sums![at + SUM.low] = flag(TERM.low);
    sums![at + SUM.high] = flag(TERM.high);
    sums![at + SUM.policyEntropy] = sumOf((i) => policyMask![i]! * entropies![i]!);
  }
};
