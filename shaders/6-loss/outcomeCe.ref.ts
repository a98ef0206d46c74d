// What: float64 twin of outcomeCe.wgsl; the probability alone is rounded to float32.
import type { KernelReference } from '../../src/gpu/compute.ts';

/** A logarithm as torch.nn.BCELoss has it. */
const cost = (p: number, exact: number) => (p === 0 ? 100 : Math.min(exact, 100));

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens, beta } = params as Record<string, number>;
  const { logProbs, refLogProbs, mask, outcome, coef, sums, nll } = buffers;
  for (let r = 0; r < rollouts!; r++) {
    const own = Array.from({ length: maxTokens! }, (_, t) => r * maxTokens! + t);
    const sum = own.reduce((all, i) => all + (mask![i]! > 0.5 ? logProbs![i]! - refLogProbs![i]! : 0), 0);
    const x = beta! * sum;
    const p = 1 / (1 + Math.exp(-x));
    const [right, wrong] = [Math.fround(p), Math.fround(1 - Math.fround(p))];
    const isSaturated = right === 0 || wrong === 0;
    sums![r] = sum;
    const softplus = (y: number) => Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)));
    nll![r] =
      outcome![r]! * (wrong === 0 ? 0 : cost(right, softplus(-x))) + (1 - outcome![r]!) * cost(wrong, softplus(x));
    for (const i of own) coef![i] = mask![i]! > 0.5 && !isSaturated ? (beta! * (p - outcome![r]!)) / rollouts! : 0;
  }
};
