// What: what is kept of the last finished step, so that its rollouts can be looked into: θ that sampled them (one vector,
// not a copy), the prompts as they were drawn, the rollouts, and the configuration of that moment.
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Config } from '../../config/config.ts';
import type { Drawn } from '../../blocks/step.ts';

export interface LastStep {
  /** The step that it was, counted from 1; random draws used step − 1. */
  readonly step: number;
  readonly config: Config;
  /** One per group, in the order of the groups. */
  readonly drawn: readonly Drawn[];
  /** θ before the update. */
  readonly theta: Float32Array;
  readonly rollouts: Rollouts;
}

/** A sentence where the asked rollout is not one of the kept step; null where it is. */
export function whyUnavailable(
  last: LastStep | null,
  asked: { readonly step: number; readonly group: number; readonly rollout?: number },
): string | null {
  if (!last) return 'There is no finished step to inspect; run one step first.';
  if (asked.step !== last.step)
    return `Only answers of the last step (${last.step}) can be inspected, not those of step ${asked.step}.`;
  const fits = asked.group < last.drawn.length && (asked.rollout ?? 0) < last.rollouts.generations;
  return fits ? null : `Step ${last.step} has no answer ${(asked.rollout ?? 0) + 1} in group ${asked.group + 1}.`;
}
