// What: a reward on trial, what it is tried on, and what comes out.
import type { PolicyInfo, PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';
import type { Signals, UnitsByKind } from '../../blocks/signals.ts';
import type { Drawn } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import type { GroupView } from '../protocol.ts';
import type { RewardProblem, RewardTrial } from './verdict.ts';

/** The answers of the last step, as they were scored: what the reward editor tries a reward on. */
export interface LastAnswers {
  readonly drawn: readonly Drawn[];
  readonly rollouts: Rollouts;
  /** What the probes gave. */
  readonly signals: Signals;
  /** What the sampler and the grammar parted them into. */
  readonly units?: UnitsByKind;
  readonly groups: readonly GroupView[];
}

export interface DraftReward {
  readonly name: string;
  readonly wgsl: string;
  /** Values of its knobs; those that are absent have the default of the header. */
  readonly knobs: Readonly<Record<string, number>>;
}

export interface TrialPlace {
  readonly compute: Compute;
  readonly policy: { readonly info: PolicyInfo; readonly tokenizer: PolicyTokenizer };
  readonly config: Config;
  readonly edits: RewardEdits;
  readonly scored: LastAnswers | null;
  /** Of the task, and the one that presets are made for; absent before there is any. */
  readonly prompts: readonly LoadedPrompt[];
  readonly prompt?: LoadedPrompt | undefined;
  /** Makes the device that is thrown away. */
  readonly createCompute: () => Promise<Compute>;
  readonly timeLimitMs?: number;
}

export interface TrialResult {
  readonly problems: readonly RewardProblem[];
  readonly trials: readonly RewardTrial[];
}
