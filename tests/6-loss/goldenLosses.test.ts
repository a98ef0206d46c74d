import { describe, expect, it } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import golden from '../golden/systems/cases/trl-losses.json';
import { plain } from './lossOracle.ts';

// What TRL's own code computed (huggingface/trl, f2cd577), each loss case on WGSL and on the references. Both round to float32
// between kernels, hence the absolute part; `npm run golden` compares in float64.
type PerToken = readonly (readonly number[])[];
interface Input {
  readonly loss_type: string;
  readonly importance_sampling_level: 'token' | 'sequence';
  readonly beta: number;
  readonly epsilon_low: number;
  readonly epsilon_high: number;
  readonly delta: number | null;
  readonly top_entropy_quantile: number;
  readonly max_completion_length: number;
  readonly num_items_in_batch: number;
  readonly old_logp_given: boolean;
  readonly entropy_coef: number | null;
  readonly off_policy_mask_threshold: number | null;
  readonly use_bias_correction_kl: boolean;
  readonly mask?: PerToken;
  readonly advantage?: readonly number[];
}
interface Output {
  readonly loss: number;
  readonly dloss_dlogp: PerToken;
  readonly metrics: Readonly<Record<string, number>>;
  readonly entropy_mask?: PerToken;
}
const cases = (golden.cases as unknown as { name: string; input: Input; output: Output }[]).filter(
  ({ input }) => 'loss_type' in input,
);
const base = golden.base_input as Record<'logp' | 'old_logp' | 'ref_logp' | 'entropy' | 'mask', number[][]> & {
  advantage: number[];
};
const flat = (rows: PerToken) => Float32Array.from(rows.flat());

describe('what TRL computes', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, { input, output }) => {
    const mask = input.mask ?? base.mask;
    const given = {
      ...plain,
      lossType: input.loss_type,
      importanceSamplingLevel: input.importance_sampling_level,
      epsilon: input.epsilon_low,
      epsilonHigh: input.epsilon_high,
      delta: input.delta,
      beta: input.beta,
      useBiasCorrectionKl: input.use_bias_correction_kl,
      entropyCoef: input.entropy_coef ?? 0,
      topEntropyQuantile: input.top_entropy_quantile,
      offPolicyMaskThreshold: input.off_policy_mask_threshold,
      oldLogProbs: flat(input.old_logp_given ? base.old_logp : base.logp),
      newLogProbs: flat(base.logp),
      ...(input.beta !== 0 && { refLogProbs: flat(base.ref_logp) }),
      advantages: Float32Array.from(input.advantage ?? base.advantage),
      entropies: flat(base.entropy),
      lengths: Int32Array.from(mask, (row) => row.lastIndexOf(1) + 1),
      mask: flat(mask),
      maxTokens: 6,
      maxCompletionLength: input.max_completion_length,
      itemsInBatch: input.num_items_in_batch,
    };
    for (const compute of [await testCompute(), new ReferenceCompute()]) {
      const { coef, weights, loss, metrics } = await computeCoefficients(compute, given);
      const isNear = (got: number, expected: number) =>
        expect(Math.abs(got - expected), `${got} for ${expected}`).toBeLessThan(2e-7 + 1e-5 * Math.abs(expected));
      isNear(loss, output.loss);
      output.dloss_dlogp.flat().forEach((value, i) => isNear(coef[i]!, value));
      for (const [name, value] of Object.entries(output.metrics)) isNear(metrics[name]!, value);
      output.entropy_mask?.flat().forEach((value, i) => expect(weights[i]).toBe(value * mask.flat()[i]!));
    }
  });

  it('has all the loss types of TRL but luspo and its cases', () => {
    const types = new Set(cases.map(({ input }) => input.loss_type));
    expect([...types].sort()).toEqual(['bnpo', 'cispo', 'dapo', 'dr_grpo', 'grpo', 'sapo', 'vespo']);
    expect(cases).toHaveLength(18);
  });
});
