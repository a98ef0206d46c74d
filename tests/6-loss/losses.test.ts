import { describe, expect, it } from 'vitest';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import type { CoefficientsToCompute } from '../../src/6-loss/computeCoefficients.ts';
import type { LossSettings } from '../../src/6-loss/lossFile.ts';
import { LOSSES, lossOf, ownSettings } from '../../src/6-loss/lossRegistry.ts';
import { completionMask } from '../../src/6-loss/tokenMasks.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { shaderNames } from '../../src/gpu/kernels.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { compareWithOracle, plain, randomBatch } from './lossOracle.ts';
import { trlLoss } from './trlLoss.ts';
import { largestCovariances, verlLoss } from './verlLoss.ts';

const SHARED: readonly Partial<LossSettings>[] = [
  {},
  { beta: 0.3, useBiasCorrectionKl: true, entropyCoef: 0.1 },
  { beta: 0.1, klEstimator: 'k2', topEntropyQuantile: 0.5, maskTruncatedCompletions: true, entropyCoef: 0.05 },
];
const CASES: Readonly<Record<string, readonly Partial<LossSettings>[]>> = {
  gpg: [{}],
  dro: [{}, { own: { dro_beta: 0.7 } }],
  dppo: [
    { epsilon: 0.05, epsilonHigh: 0.08 },
    { epsilon: 0.03, epsilonHigh: null, dualClip: 1.1 },
    { epsilon: 0.005, epsilonHigh: 0.01, own: { dppo_divergence: 'kl' } },
  ],
  pre_clamp: [{}, { own: { most_ratio: 1.17 } }, { epsilon: 0.05, epsilonHigh: null, own: { most_ratio: 1.4 } }],
  kl_cov: [{}, { own: { kl_cov_ratio: 0.3, ppo_kl_coef: 2 } }],
  geo_mean: [{ epsilonHigh: 0.1 }, { epsilon: 0.4, epsilonHigh: 0.4 }],
};
const computes = async () => [await testCompute(), new ReferenceCompute()];
const spread = (given: CoefficientsToCompute): CoefficientsToCompute => {
  const random = randomInputs();
  return { ...given, advantages: random.floats(given.oldLogProbs.length) };
};

describe('coefficients are the central differences of the loss', () => {
  for (const [lossType, own] of Object.entries(CASES)) {
    it(lossType, async () => {
      for (const variant of own.flatMap((one) => SHARED.map((shared) => ({ ...shared, ...one })))) {
        for (const hasNew of [true, false]) {
          const given = randomBatch({ ...plain, lossType, ...variant }, hasNew);
          await compareWithOracle(await computes(), given, verlLoss);
          await compareWithOracle(await computes(), spread(given), verlLoss);
        }
      }
    });
  }

  it('dppo leaves out a token that has become certain, though its log-prob is rounded to above 0', async () => {
    const given = randomBatch({ ...plain, lossType: 'dppo', own: { dppo_divergence: 'kl' } });
    given.newLogProbs![7] = 1e-6; // the only token of the second completion
    const advantages = Float32Array.of(1, 1, 1, 1, 1, 1);
    for (const compute of await computes()) {
      const { coef, loss } = await computeCoefficients(compute, { ...given, advantages });
      expect(coef[7]).toBe(0);
      expect(loss).not.toBeNaN();
    }
  });

  it('clip_cov, with the tokens that it drew', async () => {
    for (const variant of SHARED) {
      const own = { clip_cov_ratio: 0.2, clip_cov_lb: 0.1, clip_cov_ub: 3 };
      const given = randomBatch({ ...plain, lossType: 'clip_cov', ...variant, own });
      const mask = completionMask(given);
      const { weights } = await computeCoefficients(new ReferenceCompute(), { ...given, topEntropyQuantile: 1 });
      const kept = weights.map((value, i) => (mask[i] ? value : 1));
      await compareWithOracle(await computes(), given, verlLoss, { weights: kept });
    }
  });

  it('float weights of tokens touch the policy term alone, whatever the loss', async () => {
    const random = randomInputs();
    for (const lossType of LOSSES.keys()) {
      if (lossType === 'clip_cov') continue;
      const settings = { ...plain, lossType, beta: 0.2, entropyCoef: 0.1, topEntropyQuantile: 0.7 };
      const given = randomBatch(settings);
      const tokenWeights = random.floats(given.oldLogProbs.length, () => 2 * random.next());
      const scalar = lossType in CASES ? verlLoss : trlLoss;
      await compareWithOracle(await computes(), { ...given, tokenWeights }, scalar, { weights: tokenWeights });
    }
  });
});

describe('clip_cov and kl_cov pick tokens of the batch', () => {
  const own = { clip_cov_ratio: 0.1, clip_cov_lb: 0.2, clip_cov_ub: 2, kl_cov_ratio: 0.25 };

  it('clip_cov draws between its bounds, never a clipped token, and another one for each step, update and seed', async () => {
    const given = randomBatch({ ...plain, lossType: 'clip_cov', own });
    const mask = completionMask(given);
    const places = [...mask.keys()].filter((i) => mask[i] === 1);
    const mean = (of: (i: number) => number) => places.reduce((sum, i) => sum + of(i), 0) / places.length;
    const A = (i: number) => given.advantages[Math.floor(i / 7)]!;
    const [meanA, meanLog] = [mean(A), mean((i) => given.newLogProbs![i]!)];
    const isCandidate = (i: number) => {
      const cov = (A(i) - meanA) * (given.newLogProbs![i]! - meanLog);
      const ratio = Math.exp(given.newLogProbs![i]! - given.oldLogProbs[i]!);
      const isClipped = (A(i) > 0 && ratio > 1.28) || (A(i) < 0 && ratio < 0.8);
      return cov > 0.2 && cov < 2 && !isClipped;
    };
    const candidates = places.filter(isCandidate);
    const seen = new Set<number>();
    for (let n = 0; n < 60; n++) {
      const draw = [
        { seed: n, step: 0, update: 0 },
        { seed: 0, step: n, update: 0 },
        { seed: 0, step: 0, update: n },
      ][n % 3]!;
      const { weights, metrics } = await computeCoefficients(new ReferenceCompute(), { ...given, draw });
      const drawn = places.filter((i) => weights[i] === 0);
      expect(drawn).toHaveLength(Math.min(2, candidates.length)); // floor(0.1 · 22)
      for (const i of drawn) expect(candidates).toContain(i);
      drawn.forEach((i) => seen.add(i));
      expect(metrics['clip_cov/selected']).toBeCloseTo(drawn.length / places.length, 6);
    }
    if (candidates.length < 8) expect([...seen].sort((a, b) => a - b)).toEqual(candidates);
  });

  it('kl_cov takes the largest covariances', async () => {
    const given = randomBatch({ ...plain, lossType: 'kl_cov', own });
    const mask = completionMask(given);
    const advantages = mask.map((_, i) => given.advantages[Math.floor(i / 7)]!);
    const selected = lossOf('kl_cov').selected!(
      {
        ...{ rollouts: 6, maxTokens: 7, mask, newLogProbs: given.newLogProbs!, oldLogProbs: given.oldLogProbs },
        ...{ advantageOf: (i) => advantages[i]!, draw: { seed: 0, step: 0, update: 0 } },
      },
      given,
      ownSettings(lossOf('kl_cov'), own) as never,
    );
    const batch = { mask, advantages } as never;
    const expected = largestCovariances(batch, Float64Array.from(given.newLogProbs!), 0.25);
    expect([...selected].map((value) => value === 1)).toEqual(expected);
    expect(expected.filter(Boolean)).toHaveLength(5); // floor(0.25 · 22)
  });
});

describe('masks and filters', () => {
  it('a rollout that is not in the loss is gone, whatever the loss and the level', async () => {
    const compute = new ReferenceCompute();
    for (const [lossType, { reads }] of LOSSES) {
      if (lossType === 'clip_cov') continue; // its draw counts rows
      for (const importanceSamplingLevel of ['token', 'sequence'] as const) {
        if (importanceSamplingLevel === 'sequence' && !reads.includes('importance_sampling_level')) continue;
        const settings = { ...plain, lossType, importanceSamplingLevel, beta: 0.1, entropyCoef: 0.1 };
        const given = randomBatch({ ...settings, topEntropyQuantile: 0.6 });
        const inLoss = Uint8Array.of(1, 1, 1, 0, 1, 0);
        const kept = [0, 1, 2, 4];
        const rows = (a: Float32Array) => Float32Array.from(kept.flatMap((r) => [...a.subarray(7 * r, 7 * r + 7)]));
        const alone = await computeCoefficients(compute, {
          ...given,
          ...{ oldLogProbs: rows(given.oldLogProbs), newLogProbs: rows(given.newLogProbs!) },
          ...{ refLogProbs: rows(given.refLogProbs!), entropies: rows(given.entropies) },
          advantages: Float32Array.from(kept, (r) => given.advantages[r]!),
          lengths: Int32Array.from(kept, (r) => given.lengths[r]!),
          truncated: Uint8Array.from(kept, (r) => given.truncated![r]!),
        });
        const left = await computeCoefficients(compute, { ...given, inLoss });
        expect([...rows(left.coef)], lossType).toEqual([...alone.coef]);
        expect([...rows(left.coefEntropy)]).toEqual([...alone.coefEntropy]);
        for (const r of [3, 5]) expect(left.coef.subarray(7 * r, 7 * r + 7).every((value) => value === 0)).toBe(true);
        expect(left.metrics).toEqual(alone.metrics);
        expect(kept.map(left.normaliser)).toEqual(kept.map((_, r) => alone.normaliser(r)));
      }
    }
  });

  it('the normaliser is the divisor of each token', async () => {
    const { lengths, ...given } = randomBatch(plain, false);
    const divisors = { grpo: [42, 6, 6, 30, 18, 36], dapo: 22, dr_grpo: 54, luspo: 6 };
    for (const [lossType, expected] of Object.entries(divisors)) {
      const { normaliser, coef, mask } = await computeCoefficients(new ReferenceCompute(), {
        ...given,
        lengths,
        lossType,
      });
      for (let r = 0; r < 6; r++) {
        expect(normaliser(r)).toBe(typeof expected === 'number' ? expected : expected[r]);
        if (lengths[r]! > 0) expect(coef[7 * r]! * normaliser(r)).toBeCloseTo(-given.advantages[r]!, 5);
      }
      expect(mask.reduce((a, b) => a + b)).toBe(22);
    }
    const more = { ...given, lengths, itemsInBatch: 44 };
    for (const [lossType, expected] of [
      ['dapo', 44],
      ['bnpo', 22],
      ['vespo', 44],
      ['cispo', 44],
    ] as const) {
      const { normaliser } = await computeCoefficients(new ReferenceCompute(), { ...more, lossType });
      expect(normaliser(0)).toBe(expected);
    }
  });

  it('rollouts that have drifted off lose their policy term, not their KL', async () => {
    const given = randomBatch({ ...plain, beta: 0.1 });
    const newLogProbs = given.oldLogProbs.map((old, i) => old - (i < 14 ? 0.9 : 0.1));
    const advantages = Float32Array.of(-1, 1, -1, -1, 1, -1);
    const settings = { ...given, newLogProbs, advantages, offPolicyMaskThreshold: 0.5 };
    const tokenWeights = given.oldLogProbs.map((_, i) => (i < 7 ? 0 : 1));
    for (const lossType of ['grpo', 'dapo', 'vespo']) {
      await compareWithOracle(await computes(), { ...settings, lossType }, trlLoss, { weights: tokenWeights });
    }
  });
});

describe('files of losses', () => {
  it('say what they are, name a kernel, and use each name of a setting once', () => {
    const names = [...LOSSES.values()].flatMap(({ knobs }) => Object.keys(knobs));
    expect(new Set(names).size).toBe(names.length);
    for (const [name, file] of LOSSES) {
      for (const text of [file.doc, file.formula, file.source]) expect(text, name).toMatch(/\S+ \S+/);
      expect(shaderNames()).toContain(`6-loss/${file.kernel}`);
      for (const knob of Object.values(file.knobs)) expect(knob.source, name).not.toBe('');
    }
    expect(() => lossOf('ppo')).toThrow(/no loss_type 'ppo'; choose one of bnpo, cispo/);
  });

  it('the metrics that they announce are those that they give', async () => {
    for (const [lossType, { metrics }] of LOSSES) {
      const given = await computeCoefficients(new ReferenceCompute(), randomBatch({ ...plain, lossType }));
      const shared = ['loss', 'entropy', 'kl'];
      const own = Object.keys(given.metrics).filter((name) => !shared.includes(name));
      expect(own.sort(), lossType).toEqual(metrics.map(({ name }) => name).sort());
    }
  });

  it('vespo: φ is 1 where the policy has not moved, and a completion without tokens counts as one', async () => {
    const { metrics } = await computeCoefficients(
      await testCompute(),
      randomBatch({ ...plain, lossType: 'vespo' }, false),
    );
    expect(metrics['vespo/phi_seq_mean']).toBeCloseTo(1, 6);
  });
});
