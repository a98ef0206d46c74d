// What: which answers abstain, read off a column of the kind answerOrRefusal: where the evidence is masked it is 1 for those that say
// that it cannot be told, where it is there −1.
import type { KeptStep } from '../../../store/group/keptSteps.ts';
import type { GroupView } from '../../../training/protocol.ts';
import type { Series } from '../../../9-curves/smooth.ts';

export const isMasked = ({ tags }: GroupView): boolean => (tags?.['masked'] ?? 0) > 0.5;

export const refusalsIn = (group: GroupView, column: string): number =>
  group.rollouts.filter(({ rewards }) => rewards[column] === (isMasked(group) ? 1 : -1)).length;

/** Share of the answers that abstain, in every step that has places of the kind. */
export function refusalSeries(kept: readonly KeptStep[], column: string, masked: boolean): Series {
  const steps: number[] = [];
  const values: number[] = [];
  for (const { step, groups } of kept) {
    const own = groups.filter((group) => group.tags?.['masked'] !== undefined && isMasked(group) === masked);
    const answers = own.reduce((sum, { rollouts }) => sum + rollouts.length, 0);
    if (answers === 0) continue;
    steps.push(step);
    values.push(own.reduce((sum, group) => sum + refusalsIn(group, column), 0) / answers);
  }
  return { steps, values };
}
