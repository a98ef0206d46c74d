// What: every curve as data: TRL's name, unit, group, one sentence. Panel, tooltips and file headers are made from it.
// Source: TRL grpo_trainer.py and its metric list (names and averaging); what is ours is marked in `source`.

import type { LossFile } from '../6-loss/lossFile.ts';

export type MetricGroup =
  'reward' | 'policy' | 'completions' | 'loss' | 'optimizer' | 'sampling' | 'evaluation' | 'run';

export interface MetricDefinition {
  readonly name: string;
  readonly unit: string;
  readonly group: MetricGroup;
  readonly doc: string;
  readonly source: 'TRL' | 'ours';
}

type Row = readonly [name: string, unit: string, doc: string];

const group = (name: MetricGroup, rows: readonly Row[], source: 'TRL' | 'ours' = 'TRL'): MetricDefinition[] =>
  rows.map(([metric, unit, doc]) => ({ name: metric, unit, group: name, doc, source }));

const TABLE: readonly MetricDefinition[] = [
  ...group('reward', [
    ['reward', '', 'Mean of the weighted reward over all rollouts.'],
    ['reward_std', '', 'Standard deviation of the reward over the whole batch (sample estimator, n − 1).'],
    ['frac_reward_zero_std', 'share', 'Share of the groups in which all rewards are equal: they teach nothing.'],
  ]),
  ...group('policy', [
    ['entropy', 'nats', 'Mean entropy of the sampled tokens; a fall to 0 is a collapse.'],
    ['kl', 'nats', 'KL to the reference policy (θ = 0), mean over tokens; only if beta is not 0.'],
  ]),
  ...group('completions', [
    ['completions/mean_length', 'tokens', 'Mean length of the completions.'],
    ['completions/min_length', 'tokens', 'Shortest completion.'],
    ['completions/max_length', 'tokens', 'Longest completion.'],
    ['completions/clipped_ratio', 'share', 'Share of the completions that were cut off at max_completion_length.'],
    [
      'completions/mean_terminated_length',
      'tokens',
      'Mean length of those that ended with a stop token; 0 if none did.',
    ],
    ['completions/min_terminated_length', 'tokens', 'Shortest of those that ended with a stop token; 0 if none did.'],
    ['completions/max_terminated_length', 'tokens', 'Longest of those that ended with a stop token; 0 if none did.'],
  ]),
  ...group('loss', [
    ['loss', '', 'The loss that is differentiated. With one update per batch it averages 0, as it should.'],
    ['policy_loss', '', 'The loss without the entropy bonus.'],
    ['entropy_coef', '', 'Weight of the entropy bonus.'],
    ['clip_ratio/low_mean', 'share', 'Share of the tokens whose ratio was clipped at the lower bound.'],
    ['clip_ratio/low_min', 'share', 'Smallest share clipped at the lower bound in any one completion.'],
    ['clip_ratio/high_mean', 'share', 'Share of the tokens whose ratio was clipped at the upper bound.'],
    ['clip_ratio/high_max', 'share', 'Largest share clipped at the upper bound in any one completion.'],
    ['clip_ratio/region_mean', 'share', 'Share of the tokens whose ratio was clipped at either bound.'],
    ['cispo_clip_ratio', 'share', 'Share of the tokens whose weight was capped (cispo).'],
  ]),
  ...group('optimizer', [
    ['grad_norm', '', 'Global L2 norm of the gradient before clipping.'],
    ['learning_rate', '', 'Learning rate of the step.'],
  ]),
  ...group('optimizer', [['update_norm', '', 'L2 norm of the change in θ.']], 'ours'),
  ...group('sampling', [
    [
      'sampling/sampling_logp_difference/mean',
      'nats',
      'Mean gap between the log-probs of the sampler and of the backward pass.',
    ],
    ['sampling/sampling_logp_difference/max', 'nats', 'Largest such gap.'],
  ]),
  ...group(
    'sampling',
    [
      ['sampling/resample_times', 'times', 'How often the step drew its flat groups again (dynamic_sample).'],
      ['sampling/resampled_groups', 'groups', 'Groups that were drawn again, those of every time counted.'],
    ],
    'ours',
  ),
  ...group('evaluation', [
    ['eval_reward', '', 'Mean weighted reward of the sampled answers to the held-out prompts.'],
    ['eval_completions/mean_length', 'tokens', 'Mean length of those answers.'],
    ['eval_runtime', 's', 'Seconds spent on the held-out prompts; not part of step_time.'],
  ]),
  ...group(
    'evaluation',
    [
      ['eval/pass@1', 'share', 'Chance that one sampled answer to a held-out prompt passes (unbiased estimator).'],
      ['eval/pass@G', 'share', 'Share of the held-out prompts that at least one of the G answers passes.'],
      ['eval/greedy', 'share', 'Share of the held-out prompts whose greedy answer passes.'],
    ],
    'ours',
  ),
  ...group('run', [
    ['num_tokens', 'tokens', 'Tokens of prompts and completions seen so far.'],
    ['epoch', 'epochs', 'Passes over the prompts so far.'],
    ['step_time', 's', 'Seconds taken by the nine stages of the step.'],
  ]),
];

/** Metrics of a single loss_type are in its file (src/6-loss/losses). */
const losses = Object.values(
  import.meta.glob<LossFile>('../6-loss/losses/*.ts', { eager: true, import: 'loss' }),
).flatMap(({ metrics, source }) =>
  metrics.map(({ name, unit, doc }): MetricDefinition => {
    return { name, unit, group: 'loss', doc, source: source.includes('TRL: ') ? 'TRL' : 'ours' };
  }),
);

export const METRICS: readonly MetricDefinition[] = [
  ...TABLE,
  ...losses.filter(({ name }) => !TABLE.some((known) => known.name === name)),
];

const byName = new Map(METRICS.map((metric) => [metric.name, metric]));

/** Whatever the recipe: the others come with a loss, a block or a controller. */
export const isInEveryRun = (name: string): boolean =>
  TABLE.some((metric) => metric.name === name) || /^(eval_)?rewards\/.+\/(mean|std)$/.test(name);

/** The definition of a metric; those of one reward function are made from its name. */
export function metricDefinition(name: string): MetricDefinition {
  const known = byName.get(name);
  if (known) return known;
  const heldOut = /^eval_rewards\/(.+)\/mean$/.exec(name);
  if (heldOut) {
    const doc = `Mean of the reward '${heldOut[1]}' over the sampled answers to the held-out prompts.`;
    return { name, unit: '', group: 'evaluation', doc, source: 'TRL' };
  }
  const reward = /^rewards\/(.+)\/(mean|std)$/.exec(name);
  if (!reward) return { name, unit: '', group: 'run', doc: '', source: 'ours' };
  const doc =
    reward[2] === 'mean'
      ? `Mean of the reward '${reward[1]}' over the batch.`
      : `Standard deviation of '${reward[1]}' over the batch (n − 1).`;
  return { name, unit: '', group: 'reward', doc, source: 'TRL' };
}
