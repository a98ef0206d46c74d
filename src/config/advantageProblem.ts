// What: settings of stage 5 that would be ignored in silence, as one sentence for the check of a configuration.
import type { Estimator } from '../5-advantages/types.ts';

// By glob: config knows no stage.
const files = import.meta.glob<Estimator>('../5-advantages/estimators/*.ts', { eager: true, import: 'estimator' });
const ESTIMATORS = new Map(Object.values(files).map((estimator) => [estimator.name, estimator]));

export interface AdvantageSettings {
  readonly advantage_estimator: string;
  readonly advantage_baseline: string;
  readonly scale_rewards: string;
  readonly advantage_epsilon: number;
  readonly multi_objective_aggregation: string;
  readonly num_generations: number;
}

/** The value when nothing has been chosen. */
const DEFAULTS = { advantage_baseline: 'group_mean', scale_rewards: 'group', advantage_epsilon: 1e-4 } as const;

const changed = (settings: AdvantageSettings, names: readonly (keyof typeof DEFAULTS)[]) =>
  names.filter((name) => settings[name] !== DEFAULTS[name]);

const listed = (names: readonly (keyof typeof DEFAULTS)[]) => names.join(' and ');
const defaultsOf = (names: readonly (keyof typeof DEFAULTS)[]) =>
  names.map((name) => `${name} = ${DEFAULTS[name]}`).join(' and ');

/** Why these settings do not go together, in one sentence that names the remedy; null where they do. */
export function advantageProblem(settings: AdvantageSettings): string | null {
  const { advantage_estimator: chosen, multi_objective_aggregation: aggregation, num_generations } = settings;
  const estimator = ESTIMATORS.get(chosen);
  if (!estimator) {
    return `There is no advantage_estimator “${chosen}”; use one of ${[...ESTIMATORS.keys()].join(', ')}.`;
  }
  if (aggregation === 'normalize_then_sum') {
    if (chosen !== 'grpo') {
      return `normalize_then_sum and advantage_estimator = ${chosen} both say how advantages are made: use sum_then_normalize with it, or advantage_estimator = grpo.`;
    }
    const ignored = changed(settings, ['advantage_baseline', 'scale_rewards', 'advantage_epsilon']);
    return ignored.length === 0
      ? null
      : `normalize_then_sum divides each reward by the standard deviation of its group and does not read ${listed(ignored)}: set ${defaultsOf(ignored)}, or use sum_then_normalize.`;
  }
  if (chosen === 'grpo_passk' && num_generations < 2) {
    return 'advantage_estimator = grpo_passk compares the best rollout with the second: num_generations must be 2 or more.';
  }
  const ignored = changed(settings, estimator.ignores);
  return ignored.length === 0
    ? null
    : `advantage_estimator = ${chosen} does not read ${listed(ignored)}: set ${defaultsOf(ignored)}, or use advantage_estimator = grpo.`;
}
