// What: what the trial of a reward says, as it crosses to the page.
import type { Preset } from '../sandbox/sandboxTypes.ts';

/** What is wrong with a reward on trial; 'error' = it cannot be used. */
export interface RewardProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** One answer of the last step under the shader in use (null = none of that name) and under the one on trial. */
export interface RewardTrial {
  readonly promptId: string;
  /** Index in its group. */
  readonly rollout: number;
  readonly text: string;
  readonly before: number | null;
  readonly after: number;
}

/** One preset of the sandbox under the reward on trial. */
export interface PresetTrial extends Preset {
  readonly value: number;
}

export interface RewardTested {
  readonly type: 'rewardTested';
  readonly name: string;
  readonly problems: readonly RewardProblem[];
  readonly trials: readonly RewardTrial[];
  /** What it would pay for the presets of a prompt; none where it could not be run. */
  readonly presets: readonly PresetTrial[];
  /** The prompt that they were made for. */
  readonly promptId: string | null;
  readonly seconds: number;
}
