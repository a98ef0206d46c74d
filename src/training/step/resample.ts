// What: dynamic sampling: groups in which every answer has the same reward are drawn again, and what was drawn takes their place.
// Formula: a group is flat where the standard deviation of its weighted reward (n − 1) is at most 1e-6; time n draws with the key
//   seed + n·2³². All questions are drawn again, as they share one batch; only the flat groups are replaced.
// Source: DAPO (arXiv 2503.14476), section 3.2; ms-swift: dynamic_sample, max_resample_times. Both draw other questions, so that easy and
//   impossible ones leave the batch; here a step keeps its questions and asks them again.
import { flatGroups } from '../../5-advantages/groupFilters.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';
import type { StageProgress } from '../session/stageTimer.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { OpenStep } from './openStep.ts';
import { replaceGroups } from './replaceGroups.ts';
import { RESAMPLED, sampledStep, sampleRollouts } from './sampleRollouts.ts';
import type { SampledStep } from './sampleRollouts.ts';
import type { ScoredStep } from './scoreRollouts.ts';

const timesOf = ({ metrics }: ScoredStep) => metrics[RESAMPLED.times] ?? 0;
const flatOf = ({ table, rollouts }: ScoredStep) => flatGroups(table.reward, rollouts);

export function mustResample(scored: ScoredStep): boolean {
  const { dynamic_sample: wanted, max_resample_times: most } = scored.config.sampling;
  return wanted && timesOf(scored) < most && flatOf(scored).length > 0;
}

/** The step with its flat groups drawn once more; stage 4 scores it again. */
export async function resample(
  step: OpenStep,
  scored: ScoredStep,
  edits: RewardEdits,
  runs: BlockRuns,
  onProgress?: StageProgress,
): Promise<SampledStep> {
  const flat = flatOf(scored);
  const time = timesOf(scored) + 1;
  const fresh = await sampleRollouts(step, edits, runs, onProgress, time);
  const groups = (scored.metrics[RESAMPLED.groups] ?? 0) + flat.length;
  const metrics = { [RESAMPLED.times]: time, [RESAMPLED.groups]: groups };
  return Object.assign(sampledStep(step, replaceGroups(scored, fresh, flat)), { metrics });
}
