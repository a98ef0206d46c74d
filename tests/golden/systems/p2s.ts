// What: P2S through the functions of the probe "pathGain", our rewards groupSolved and pathReward and the group statistics.
// Formula: none of its own. A rollout without the form is not scored: it has no steps.
import { pathScore, stepGains, stepWeights } from '../../../src/3-rollouts/pathGain.ts';
import type { SuffixLogProbs } from '../../../src/3-rollouts/pathGain.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface RolloutGiven {
  readonly format_ok: boolean;
  readonly correct: boolean;
  readonly suffix_logp_prefix: SuffixLogProbs;
  readonly suffix_logp_masked: SuffixLogProbs;
  readonly answer_logp: readonly number[];
}
interface Settings {
  readonly sigmoid_slope: number;
  readonly sigmoid_centre: number;
  readonly std_eps: number;
  readonly format_penalty: number;
}
interface Input {
  readonly rollouts: readonly RolloutGiven[];
  readonly cold_start?: boolean;
  readonly config_changed?: Partial<Settings>;
}

const scored = (rollout: RolloutGiven, { sigmoid_slope: slope, sigmoid_centre: centre }: Settings) => {
  if (!rollout.format_ok) return null;
  const { steps, best } = stepGains(rollout.suffix_logp_prefix, rollout.suffix_logp_masked, rollout.answer_logp);
  const weights = stepWeights(steps.length, { slope, centre });
  return { steps, best, weights, path: pathScore(steps, weights) };
};

const signal = (values: readonly number[]): Signal => ({ shape: 'rollout', values: Float32Array.from(values) });

async function rewardsOf(
  compute: Compute,
  rollouts: readonly RolloutGiven[],
  paths: readonly number[],
  settings: Settings,
  isCold: boolean,
) {
  const uses: RewardUse[] = [
    { name: 'groupSolved', weight: 0, knobs: { right: 'given/right', form: 'given/form' } },
    {
      name: 'pathReward',
      knobs: {
        ...{ right: 'given/right', form: 'given/form', score: 'given/score' },
        ...{ wrong_format: settings.format_penalty, cold_start_steps: isCold ? 1 : 0 },
      },
    },
  ];
  const { columns } = await scoreRewards(compute, {
    ...{ parsed: bareCompletions(compute, { rollouts: rollouts.length, maxTokens: 1 }), generations: rollouts.length },
    ...{ truths: [{}], uses, step: 0 },
    signals: new Map([
      ['given/right', signal(rollouts.map(({ correct }) => (correct ? 1 : 0)))],
      ['given/form', signal(rollouts.map(({ format_ok }) => (format_ok ? 1 : 0)))],
      ['given/score', signal(paths)],
    ]),
  });
  return columns.map(({ values }) => [...values]) as [number[], number[]];
}

async function advantagesOf(compute: Compute, reward: readonly number[], epsilon: number) {
  const { perRollout } = await computeAdvantages(compute, {
    ...{ reward: Float32Array.from(reward), promptCount: 1, generations: reward.length, maxTokens: 1 },
    ...{ lengths: new Int32Array(reward.length).fill(1), units: {} },
    ...{ tokenSpans: new Int32Array(reward.length), spanNames: [] },
    ...{ scaleRewards: 'group', baseline: 'group_mean', epsilon },
  });
  return [...perRollout];
}

export const adapter: GoldenAdapter<Input> = {
  system: 'P2S',
  async run({ rollouts, cold_start = false, config_changed }, { file, compute }) {
    const settings = { ...file.config_defaults, ...config_changed } as unknown as Settings;
    const made = rollouts.map((rollout) => scored(rollout, settings));
    const paths = made.map((own) => own?.path ?? 0);
    const [solved, reward] = await rewardsOf(compute, rollouts, paths, settings, cold_start);
    return {
      steps: made.map((own) => own?.steps ?? null),
      best_suffix: made.map((own) => own?.best ?? null),
      weights: made.map((own) => own?.weights ?? null),
      pfr: made.map((own) => own?.path ?? null),
      ...{ reward, mode: cold_start ? 'cold_start' : solved[0] === 1 ? 'outcome' : 'process' },
      advantage: await advantagesOf(compute, reward, settings.std_eps),
    };
  },
};
