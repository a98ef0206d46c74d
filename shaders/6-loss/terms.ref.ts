// What: float64 twin of terms.wgsl and kl.wgsl: what the references of all losses share.
import { TERM, TERM_COUNT } from '../../src/6-loss/columns.ts';
import type { KernelReference, ReferenceArray } from '../../src/gpu/compute.ts';

const klOf = (estimator: number, x: number) =>
  estimator === 1 ? -x : estimator === 2 ? 0.5 * x * x : Math.expm1(x) - x;
const klSlope = (estimator: number, x: number) => (estimator === 1 ? 1 : estimator === 2 ? -x : -Math.expm1(x));

export interface PolicyTerm {
  readonly loss: number;
  readonly ratioSlope?: number;
  readonly logProbSlope?: number;
  readonly low?: boolean;
  readonly high?: boolean | number;
}
type Params = Readonly<Record<string, number>>;
type Buffers = Readonly<Record<string, ReferenceArray>>;

export const advantageAt = ({ advantagePerToken, maxTokens }: Params, { advantages }: Buffers, i: number): number =>
  advantages![advantagePerToken === 1 ? i : Math.floor(i / maxTokens!)]!;

export function writeTerms(params: Params, buffers: Buffers, i: number, term: PolicyTerm): void {
  const { beta, klEstimator, klTimesRatio, klMax, klGap = 0 } = params;
  let { loss, ratioSlope = 0, logProbSlope = 0 } = term;
  let kl = 0;
  if (klEstimator! > 0) {
    const ratio = Math.exp(buffers['logRatios']![i]!);
    const gap = buffers['refLogProbs']![i]! - buffers['newLogProbs']![i]!;
    const most = klGap > 0 ? Math.min(klGap, 60) : 60;
    const x = Math.min(Math.max(gap, -most), most);
    const weight = klTimesRatio === 1 ? ratio : 1;
    const plain = klOf(klEstimator!, x);
    const isOver = klMax! > 0 && Math.abs(plain) > klMax!;
    kl = weight * (isOver ? Math.sign(plain) * klMax! : plain);
    loss += beta! * kl;
    ratioSlope += klTimesRatio === 1 ? beta! * kl : 0;
    logProbSlope += isOver || (klGap > 0 && Math.abs(gap) > klGap) ? 0 : beta! * weight * klSlope(klEstimator!, x);
  }
  const columns = { loss, ratioSlope, logProbSlope, kl, low: Number(term.low ?? 0), high: Number(term.high ?? 0) };
  for (const [name, value] of Object.entries(columns)) {
    buffers['terms']![TERM_COUNT * i + TERM[name as keyof typeof TERM]] = value;
  }
}

export interface Token {
  readonly i: number;
  readonly ratio: number;
  readonly logRatio: number;
  readonly logProb: number;
  readonly advantage: number;
}

/** The reference of a loss of single tokens: policyMask and the KL are added here. */
export const tokenReference =
  (termOf: (token: Token, params: Params, buffers: Buffers) => PolicyTerm): KernelReference =>
  (params, buffers) => {
    const { newLogProbs, logRatios, policyMask } = buffers;
    for (let i = 0; i < params['count']!; i++) {
      const advantage = advantageAt(params, buffers, i);
      const logRatio = logRatios![i]!;
      const token = { i, ratio: Math.exp(logRatio), logRatio, logProb: newLogProbs![i]!, advantage };
      const { loss, ratioSlope = 0, logProbSlope = 0, ...rest } = termOf(token, params, buffers);
      const weight = policyMask![i]!;
      const weighted = { loss: loss * weight, ratioSlope: ratioSlope * weight, logProbSlope: logProbSlope * weight };
      writeTerms(params, buffers, i, { ...rest, ...weighted });
    }
  };
