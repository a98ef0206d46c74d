// What: Implicit PRM through the kernel of the term outcomeCe and the accumulated scores of steps. A rollout of a case is one token.
// Formula: none of its own.
import { outcomeCe, stepScores } from '../../../src/6-loss/outcomeCe.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Loss {
  readonly logp_phi_sum: readonly number[];
  readonly logp_ref_sum: readonly number[];
  readonly outcome: readonly number[];
  readonly beta: number;
}
interface Steps {
  readonly logp_phi_minus_ref: readonly number[];
  readonly boundaries: readonly number[];
  readonly coef: number;
}

export const adapter: GoldenAdapter<Loss | Steps> = {
  system: 'Implicit PRM',
  async run(input, { compute }) {
    if ('boundaries' in input) {
      const { logp_phi_minus_ref, boundaries, coef } = input;
      return { score_at_each_boundary_after_the_first: stepScores(logp_phi_minus_ref, boundaries, coef) };
    }
    const { loss, coef } = await outcomeCe(compute, {
      logProbs: Float32Array.from(input.logp_phi_sum),
      refLogProbs: Float32Array.from(input.logp_ref_sum),
      mask: new Float32Array(input.outcome.length).fill(1),
      ...{ outcome: Float32Array.from(input.outcome), beta: input.beta },
    });
    return { loss, dloss_dlogp_phi: [...coef] };
  },
};
