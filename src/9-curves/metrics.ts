// What: every curve as data: TRL's name, unit, group, one sentence. Panel, tooltips and file headers are made from it.
// Source: TRL grpo_trainer.py and its metric list (names and averaging); what is ours is marked in `source`.

export type MetricGroup = 'reward' | 'policy' | 'completions' | 'loss' | 'optimizer' | 'sampling' | 'run';

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

export const METRICS: readonly MetricDefinition[] = [
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
    ['completions/mean_terminated_length', 'tokens', 'Mean length of those that ended by themselves; 0 if none did.'],
    ['completions/min_terminated_length', 'tokens', 'Shortest of those that ended by themselves; 0 if none did.'],
    ['completions/max_terminated_length', 'tokens', 'Longest of those that ended by themselves; 0 if none did.'],
  ]),
  ...group('loss', [
    ['loss', '', 'The loss that is differentiated. It is 0 on average with one update per batch, and that is right.'],
    ['policy_loss', '', 'The loss without the entropy bonus.'],
    ['entropy_coef', '', 'Weight of the entropy bonus.'],
    ['clip_ratio/low_mean', 'share', 'Tokens whose ratio was clipped below.'],
    ['clip_ratio/low_min', 'share', 'Smallest share clipped below over the processes (one here).'],
    ['clip_ratio/high_mean', 'share', 'Tokens whose ratio was clipped above.'],
    ['clip_ratio/high_max', 'share', 'Largest share clipped above over the processes (one here).'],
    ['clip_ratio/region_mean', 'share', 'Tokens whose ratio was clipped at either side.'],
    ['cispo_clip_ratio', 'share', 'Tokens whose weight was capped (cispo).'],
  ]),
  ...group('optimizer', [
    ['grad_norm', '', 'Global L2 norm of the gradient before clipping.'],
    ['learning_rate', '', 'Learning rate of the step.'],
  ]),
  ...group('optimizer', [['update_norm', '', 'L2 norm of the change of θ.']], 'ours'),
  ...group('sampling', [
    ['sampling/sampling_logp_difference/mean', 'nats', 'Mean gap of the log-probs of sampler and backward pass.'],
    ['sampling/sampling_logp_difference/max', 'nats', 'Largest such gap.'],
  ]),
  ...group('run', [
    ['num_tokens', 'tokens', 'Tokens of prompts and completions seen so far.'],
    ['epoch', 'epochs', 'Passes over the prompts so far.'],
    ['step_time', 's', 'Seconds of the step.'],
  ]),
];

const byName = new Map(METRICS.map((metric) => [metric.name, metric]));

/** The definition of a metric; those of one reward function are made from its name. */
export function metricDefinition(name: string): MetricDefinition {
  const known = byName.get(name);
  if (known) return known;
  const reward = /^rewards\/(.+)\/(mean|std)$/.exec(name);
  if (!reward) return { name, unit: '', group: 'run', doc: '', source: 'ours' };
  const doc =
    reward[2] === 'mean'
      ? `Mean of the reward '${reward[1]}' over the batch.`
      : `Standard deviation of '${reward[1]}' over the batch (n − 1).`;
  return { name, unit: '', group: 'reward', doc, source: 'TRL' };
}
