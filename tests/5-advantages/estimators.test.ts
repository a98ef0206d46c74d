// What: every advantage estimator against an oracle written from verl's text with token tensors (scores per token, masks, sums),
// another way than the kernels take, and against properties of its paper.
import { describe, expect, it } from 'vitest';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import { ESTIMATORS, estimatorOf } from '../../src/5-advantages/estimatorRegistry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { advantageKnobs } from '../../src/config/axes/advantage.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

interface Batch {
  readonly reward: readonly number[];
  readonly lengths: readonly number[];
  readonly G: number;
  readonly T: number;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const maskOf = ({ lengths, T }: Batch) => lengths.map((n) => Array.from({ length: T }, (_, t) => (t < n ? 1 : 0)));
const smear = (batch: Batch, scores: readonly number[]) =>
  maskOf(batch).map((row, r) => row.map((own) => own * scores[r]!));

/** verl, masked_whiten: E[x²]-free two-pass mean and unbiased variance over the mask. */
function maskedWhiten(values: number[][], mask: number[][]): number[][] {
  const flat = values.flat();
  const own = mask.flat();
  const n = sum(own);
  const mean = sum(flat.map((x, i) => x * own[i]!)) / n;
  const variance = (sum(flat.map((x, i) => (x - mean) ** 2 * own[i]!)) / n) * (n / (n - 1));
  return values.map((row, r) => row.map((x, t) => ((x - mean) / Math.sqrt(variance + 1e-8)) * mask[r]![t]!));
}

const groupsOf = ({ reward, G }: Batch) => {
  const groups = new Map<number, number[]>();
  reward.forEach((_, r) => groups.set(Math.floor(r / G), [...(groups.get(Math.floor(r / G)) ?? []), r]));
  return [...groups.values()];
};
function perGroup(batch: Batch, of: (members: readonly number[]) => readonly number[]): number[] {
  const scores: number[] = [];
  for (const members of groupsOf(batch)) of(members).forEach((value, j) => (scores[members[j]!] = value));
  return scores;
}

const ORACLES: Readonly<Record<string, (batch: Batch) => number[][]>> = {
  grpo: (batch) =>
    smear(
      batch,
      perGroup(batch, (members) => {
        const r = members.map((i) => batch.reward[i]!);
        const mean = sum(r) / r.length;
        const std = Math.sqrt((sum(r.map((x) => x * x)) - r.length * mean ** 2) / (r.length - 1));
        return r.map((x) => (x - mean) / (std + 1e-4));
      }),
    ),
  max_rl: (batch) =>
    smear(
      batch,
      perGroup(batch, (members) => {
        const r = members.map((i) => batch.reward[i]!);
        // r/mean − 1 with TRL's epsilon: (r·n − Σ)/(Σ + n·eps).
        return r.map((x) => (x * r.length - sum(r)) / (sum(r) + r.length * 1e-4));
      }),
    ),
  grpo_passk: (batch) =>
    smear(
      batch,
      perGroup(batch, (members) => {
        const r = members.map((i) => batch.reward[i]!);
        const sorted = [...r].sort((a, b) => b - a);
        const pairs = r.flatMap((x) => r.map((y) => (x - y) ** 2));
        const std = Math.sqrt(sum(pairs) / (2 * r.length * (r.length - 1)));
        return r.map((_, j) => (j === r.indexOf(sorted[0]!) ? (sorted[0]! - sorted[1]!) / (std + 1e-6) : 0));
      }),
    ),
  opo: (batch) =>
    smear(
      batch,
      perGroup(batch, (members) => {
        // The baseline is the mean over the tokens of the group, each with the reward of its rollout.
        const tokens = members.flatMap((i) => new Array<number>(batch.lengths[i]!).fill(batch.reward[i]!));
        return members.map((i) => batch.reward[i]! - sum(tokens) / tokens.length);
      }),
    ),
  reinforce_plus_plus: (batch) => maskedWhiten(smear(batch, batch.reward), maskOf(batch)),
  reinforce_plus_plus_baseline: (batch) =>
    maskedWhiten(
      smear(
        batch,
        perGroup(batch, (members) => {
          const r = members.map((i) => batch.reward[i]!);
          return r.map((x) => x - sum(r) / r.length);
        }),
      ),
      maskOf(batch),
    ),
};

const given = ({ reward, lengths, G, T }: Batch) => ({
  reward: Float32Array.from(reward),
  lengths: Int32Array.from(lengths),
  promptCount: reward.length / G,
  generations: G,
  maxTokens: T,
  scaleRewards: 'group' as const,
  baseline: 'group_mean' as const,
});

describe('advantage estimators', () => {
  it('stand in the configuration, each under the name of its file, and each has an oracle here', () => {
    expect(advantageKnobs.advantage_estimator.choices).toEqual([...ESTIMATORS.keys()].sort());
    expect(Object.keys(ORACLES).sort()).toEqual([...ESTIMATORS.keys()].sort());
    expect(() => estimatorOf('gae')).toThrow(/no advantage estimator “gae”; use one of grpo/);
  });

  for (const [name, oracle] of Object.entries(ORACLES)) {
    it(`${name} gives what verl's text says`, async () => {
      const random = randomInputs();
      for (const [P, G, T] of [
        [1, 2, 1],
        [3, 4, 5],
        [2, 8, 20],
      ] as const) {
        for (const draw of [() => random.below(5) / 4, random.next]) {
          const reward = Array.from({ length: P * G }, () => Math.fround(draw()));
          reward[0] = 0.75;
          reward[1] = 0.25;
          const lengths = reward.map(() => 1 + random.below(T));
          const batch = { reward, lengths, G, T };
          for (const compute of [await testCompute(), new ReferenceCompute()]) {
            const { advantages } = await computeAdvantages(compute, { ...given(batch), estimator: name });
            oracle(batch)
              .flat()
              .forEach((value, i) =>
                expect(Math.abs(advantages[i]! - value)).toBeLessThan(2e-4 * (1 + Math.abs(value))),
              );
          }
        }
      }
    });
  }

  it('max_rl with 0 and 1 weighs right answers by 1/mean − 1 and sums to 0; no reward at all gives 0', async () => {
    const batch = { reward: [1, 0, 0, 0, 0, 0, 0, 0], lengths: new Array<number>(8).fill(2), G: 4, T: 2 };
    const { perRollout } = await computeAdvantages(await testCompute(), { ...given(batch), estimator: 'max_rl' });
    expect(perRollout[0]).toBeCloseTo(3, 2);
    expect([...perRollout.slice(1, 4)].every((value) => Math.abs(value + 1) < 1e-3)).toBe(true);
    expect([...perRollout.slice(4)]).toEqual([0, 0, 0, 0]);
  });

  it('opo and reinforce_plus_plus_baseline keep the reward of a group of one, as verl; whitening leaves mean 0 and variance 1 over the tokens', async () => {
    const alone = { reward: [0.5, 0.25], lengths: [1, 2], G: 1, T: 2 };
    const compute = await testCompute();
    const kept = await computeAdvantages(compute, { ...given(alone), estimator: 'opo' });
    expect([...kept.perRollout]).toEqual([0.5, 0.25]);
    const whitened = await computeAdvantages(compute, { ...given(alone), estimator: 'reinforce_plus_plus_baseline' });
    // Tokens 0.5, 0.25, 0.25: mean 1/3, variance 1/48.
    expect(whitened.perRollout[0]).toBeCloseTo((1 / 6) * Math.sqrt(48), 4);
    const batch = { reward: [1, 0.5, 0, 0.25], lengths: [3, 1, 2, 3], G: 2, T: 3 };
    const { advantages } = await computeAdvantages(compute, { ...given(batch), estimator: 'reinforce_plus_plus' });
    const own = [...advantages].filter((_, i) => i % 3 < batch.lengths[Math.floor(i / 3)]!);
    expect(sum(own)).toBeCloseTo(0, 5);
    expect(sum(own.map((x) => x * x)) / (own.length - 1)).toBeCloseTo(1, 5);
  });

  it('leave out what does not count, and give it 0', async () => {
    const batch = { reward: [1, 0.5, 9, 0.25], lengths: [3, 1, 2, 3], G: 4, T: 3 };
    const fewer = { reward: [1, 0.5, 0.25], lengths: [3, 1, 3], G: 3, T: 3 };
    const inStatistics = [1, 1, 0, 1];
    for (const name of ESTIMATORS.keys()) {
      const compute = await testCompute();
      const { perRollout } = await computeAdvantages(compute, { ...given(batch), estimator: name, inStatistics });
      const { perRollout: without } = await computeAdvantages(compute, { ...given(fewer), estimator: name });
      expect(perRollout[2], name).toBe(0);
      [0, 1, 3].forEach((r, i) => expect(perRollout[r], name).toBeCloseTo(without[i]!, 4));
    }
  });
});
