// What: AHPO: the clipped loss and the expert's negative log-likelihood over one divisor, with the trigger, through stages 5 and 6.
// Formula: none of its own; on_policy_sum is the policy loss times its divisor.
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { triggered, weightedNll } from '../../../src/6-loss/terms/expertNll.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Ragged = readonly (readonly number[])[];

interface Settings {
  readonly R_hat: number;
  readonly epsilon: number;
  readonly z_mode: 'active' | 'all' | 'separate';
  readonly xi_mode: 'adaptive' | 'static' | 'off';
  readonly std_eps: number;
}

interface Input {
  readonly reward: readonly number[];
  readonly logp: Ragged;
  readonly old_logp: Ragged;
  readonly expert_logp: Ragged;
  readonly config_changed?: Partial<Settings>;
}

/** [rows × T] with the lengths. */
function padded(rows: Ragged) {
  const maxTokens = Math.max(1, ...rows.map(({ length }) => length));
  const values = Float32Array.from(
    rows.flatMap((row) => [...row, ...new Array<number>(maxTokens - row.length).fill(0)]),
  );
  return { values, maxTokens, lengths: Int32Array.from(rows, ({ length }) => length) };
}
const cut = (values: ArrayLike<number>, rows: Ragged, maxTokens: number) =>
  rows.map((row, r) => row.map((_, t) => values[r * maxTokens + t]!));

async function advantagesOf(
  compute: Compute,
  reward: readonly number[],
  lengths: Int32Array,
  T: number,
  epsilon: number,
) {
  const values = Float32Array.from(reward);
  const weight = Float32Array.of(1);
  const { perRollout } = await computeAdvantages(compute, {
    ...{ reward: values, promptCount: 1, generations: reward.length, lengths, maxTokens: T },
    ...{ units: {}, tokenSpans: new Int32Array(lengths.length * T), spanNames: [] },
    objectives: [{ name: 'reward', values, weight, epsilon, baseline: 'group_mean', scale: 'group' }],
    ...{ scaleRewards: 'group', baseline: 'group_mean' },
  });
  return perRollout;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'MM-HELIX / AHPO',
  async run({ reward, logp, old_logp, expert_logp, config_changed }, { file, compute }) {
    const own = { ...file.config_defaults, ...config_changed } as Settings;
    const { values: newLogProbs, maxTokens, lengths } = padded(logp);
    const texts = padded(expert_logp);
    const advantages = await advantagesOf(compute, reward, lengths, maxTokens, own.std_eps);
    const isShort = triggered(reward, reward.length, own.R_hat)[0]!;
    const xi = own.xi_mode === 'adaptive' ? isShort : own.xi_mode === 'static';
    const on = expert_logp.map(() => xi);
    const expertTokens = texts.lengths.reduce((sum, length) => sum + length, 0);
    const sharedTokens = own.z_mode === 'all' || (own.z_mode === 'active' && xi) ? expertTokens : 0;
    const { coef, loss, normaliser } = await computeCoefficients(compute, {
      ...{ lossType: 'dapo', importanceSamplingLevel: 'token', epsilon: own.epsilon, epsilonHigh: null, delta: null },
      ...{ dualClip: null, beta: 0, klEstimator: 'k3', entropyCoef: 0, topEntropyQuantile: 1 },
      ...{
        maskTruncatedCompletions: false,
        newLogProbs,
        oldLogProbs: padded(old_logp).values,
        advantages,
        sharedTokens,
      },
      ...{ entropies: new Float32Array(newLogProbs.length), lengths, maxTokens },
    });
    const Z = normaliser(0);
    const shared = own.z_mode === 'separate' ? null : Z;
    const none = { coefficients: new Float32Array(0), nll: new Float32Array(0), loss: 0 };
    const expert =
      expert_logp.length === 0
        ? none
        : await weightedNll(compute, { logProbs: texts.values, lengths: texts.lengths, on, coef: 1, shared });
    return {
      advantage: [...advantages],
      successes: reward.filter((value) => value === 1).length,
      xi: xi ? 1 : 0,
      Z: own.z_mode === 'separate' ? null : Z,
      loss: loss + expert.loss,
      off_policy_nll_sum: expert.nll.reduce((sum, value) => sum + value, 0),
      on_policy_sum: loss * Z,
      dloss_dlogp: cut(coef, logp, maxTokens),
      dloss_dlogp_expert: cut(expert.coefficients, expert_logp, texts.maxTokens),
    };
  },
};
