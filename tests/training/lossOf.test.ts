import { describe, expect, it } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import type { CoefficientsToCompute } from '../../src/6-loss/computeCoefficients.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { lossOf } from '../../src/training/step/lossOf.ts';
import { plain } from '../6-loss/lossOracle.ts';

// Each setting of the loss reaches stage 6: the loop's coefficients are those of the settings written out.
const FREE = { epsilonHigh: null, beta: 0.04, klEstimator: 'k3', draw: { seed: 0, step: 3, update: 1 } } as const;
const CASES: readonly (readonly [
  leaves: Readonly<Record<string, string>>,
  settings: Partial<CoefficientsToCompute>,
])[] = [
  [{}, {}],
  [{ loss_type: 'dr_grpo' }, { lossType: 'dr_grpo', maxCompletionLength: 5 }],
  [{ importance_sampling_level: 'sequence' }, { importanceSamplingLevel: 'sequence' }],
  [{ importance_sampling_level: 'item' }, { importanceSamplingLevel: 'item' }],
  [
    { importance_sampling_level: 'item', ratio_items: '1' },
    { importanceSamplingLevel: 'item', ratioItems: 1 },
  ],
  [
    { epsilon: '0.05', epsilon_high: '0.1' },
    { epsilon: 0.05, epsilonHigh: 0.1 },
  ],
  [{ delta: '1.1' }, { delta: 1.1 }],
  [{ dual_clip: '1.05' }, { dualClip: 1.05 }],
  [{ off_policy_mask_threshold: '0' }, { offPolicyMaskThreshold: 0 }],
  [
    { beta: '0.5', kl_estimator: 'k2' },
    { beta: 0.5, klEstimator: 'k2' },
  ],
  [
    { beta: '0.5', kl_max: '0.01' },
    { beta: 0.5, klMax: 0.01 },
  ],
  [
    { beta: '0.5', kl_gap_max: '0.1' },
    { beta: 0.5, klGapMax: 0.1 },
  ],
  [{ use_bias_correction_kl: 'true' }, { useBiasCorrectionKl: true }],
  [{ entropy_coef: '0.1' }, { entropyCoef: 0.1 }],
  [{ mask_truncated_completions: 'true' }, { maskTruncatedCompletions: true }],
  [{ top_entropy_quantile: '0.5' }, { topEntropyQuantile: 0.5 }],
  [
    { loss_type: 'sapo', sapo_temperature_pos: '3' },
    { lossType: 'sapo', own: { sapo_temperature_pos: 3 } },
  ],
  [
    { loss_type: 'vespo', vespo_k_neg: '1' },
    { lossType: 'vespo', own: { vespo_k_neg: 1 } },
  ],
  [
    { loss_type: 'clip_cov', clip_cov_lb: '-5', seed: '9' },
    { lossType: 'clip_cov', own: { clip_cov_lb: -5 }, draw: { seed: 9, step: 3, update: 1 } },
  ],
];

describe('the loss of a step', () => {
  const maxTokens = 7;
  const wave = (base: number, size: number, speed: number) =>
    Float32Array.from({ length: 6 * maxTokens }, (_, i) => base + size * Math.sin(speed * i + 1));
  const [oldLogProbs, newLogProbs, refLogProbs] = [wave(-1.5, 1, 1.7), wave(-1.55, 1, 1.9), wave(-1.6, 0.9, 1.66)];
  const entropies = wave(1, 0.8, 2.3);
  const advantages = Float32Array.of(1.2, -0.7, 0.4, -1.1, 0.9, -0.5);
  const lengths = Int32Array.of(7, 1, 0, 5, 3, 6);
  const truncated = Uint8Array.of(1, 0, 0, 0, 1, 0);
  const items = Int32Array.from({ length: 6 * maxTokens }, (_, i) => ((i % maxTokens) >> 1) - 1);
  const batch = { oldLogProbs, newLogProbs, refLogProbs, advantages, entropies, lengths, truncated, maxTokens, items };
  const compute = new ReferenceCompute();
  const rows = { lengths, maxTokens, generations: 1, idsPerToken: 1 };
  const rollouts = { oldLogProbs, entropies, lengths, truncated, maxTokens, rows };
  const policy = { score: () => Promise.resolve({ logProbs: newLogProbs, entropies }) };
  const step = { prefix: () => Promise.resolve({}), vectors: new Map([['policy', new Float32Array()]]) };
  const signals = new Map([['ref/logProb', { shape: 'token', values: refLogProbs }]]);
  const run = (leaves: Readonly<Record<string, string>>, inLoss?: Uint8Array) => {
    const config = Object.entries({ max_completion_length: '5', seed: '0', ...leaves }).reduce(
      (made, [name, text]) => setLeaf(made, name, text),
      defaultConfig(),
    );
    const units = { item: { of: items, count: 3 } };
    const scored = { compute, policy, config, rollouts, signals, units, step: 3, ...(inLoss && { inLoss }) };
    return lossOf(step as never, scored as never, { advantages } as never, 1, {} as never);
  };
  const written = (settings: Partial<CoefficientsToCompute>) =>
    computeCoefficients(compute, { ...batch, ...plain, ...FREE, maxCompletionLength: 5, ...settings });

  it('reads every setting', async () => {
    const { coefficients: before } = await run({});
    for (const [leaves, settings] of CASES) {
      const { coefficients } = await run(leaves);
      const expected = await written(settings);
      expect([...coefficients.coef], JSON.stringify(leaves)).toEqual([...expected.coef]);
      expect([...coefficients.coefEntropy]).toEqual([...expected.coefEntropy]);
      expect(coefficients.metrics).toEqual(expected.metrics);
      const changes = Object.keys(leaves).length > 0;
      expect(coefficients.loss !== before.loss, JSON.stringify(leaves)).toBe(changes);
    }
  });

  it('leaves filtered rollouts out', async () => {
    const inLoss = Uint8Array.of(1, 0, 1, 1, 0, 1);
    const { coefficients } = await run({}, inLoss);
    const expected = await written({ inLoss });
    expect([...coefficients.coef]).toEqual([...expected.coef]);
    expect(coefficients.loss).not.toBe((await written({})).loss);
  });
});
