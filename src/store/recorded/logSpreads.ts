// What: how the advantages of a log's steps were spread; steps whose advantages are not known have none.
import { countAdvantages } from '../curves/advantageHistory.ts';
import type { Spread } from '../records/spreads.ts';
import { MOST_STEPS } from '../records/spreads.ts';
import type { RecordedStep } from './recording.ts';

export const spreadsOfSteps = (steps: readonly RecordedStep[]): readonly Spread[] =>
  steps
    .slice(-MOST_STEPS)
    .filter(({ groups }) => groups.some(({ rollouts }) => rollouts.some(({ advantage }) => !Number.isNaN(advantage))))
    .map(({ point, groups }) => ({ step: point.step, counts: countAdvantages(groups) }));
