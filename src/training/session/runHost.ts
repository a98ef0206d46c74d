// What: what the loop over steps and the questions about the last step need of a session. They read it, and hand a finished
//   step over as a whole.
import type { RewardEdits } from '../../4-rewards/registry.ts';
import type { History } from '../../9-curves/history.ts';
import type { Metrics } from '../../9-curves/stepMetrics.ts';
import type { Config } from '../../config/config.ts';
import type { LastStep } from '../inspect/lastStep.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import type { EngineEvent, EngineState } from '../protocol.ts';
import type { LastAnswers } from '../rewardTrial/types.ts';
import type { EngineHolder } from './engineHolder.ts';
import type { Loaded } from './loaded.ts';
import type { RunState } from './runState.ts';

export interface RunHost {
  readonly config: Config;
  readonly prompts: readonly LoadedPrompt[];
  readonly edits: RewardEdits;
  /** The run between two steps; null before a model is loaded. */
  readonly run: RunState | null;
  readonly lastStep: LastStep | null;
  readonly watchesViews: boolean;
  /** Finished steps are handed over whole. */
  readonly keepsSteps: boolean;
  readonly history: Pick<History, 'last'>;
  readonly holder: Pick<EngineHolder, 'current' | 'lost' | 'untilLost'>;
  /** Device and policy, loaded again where the device was lost. */
  engine(): Promise<Loaded>;
  setState(state: EngineState): void;
  emit(event: EngineEvent): void;
  /** The run goes on from here. */
  keepStep(step: FinishedStep): void;
}

export interface FinishedStep {
  readonly run: RunState;
  readonly lastStep: LastStep;
  readonly answers: LastAnswers;
  readonly metrics: Metrics;
}
