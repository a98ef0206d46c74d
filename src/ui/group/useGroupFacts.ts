// What: the numbers of every token of the shown group, with what the engine was asked about it.
import { useMemo } from 'react';
import type { Shown } from '../../store/group/groupView.ts';
import { groupKey, useInspections } from '../../store/group/inspections.ts';
import { tokenFacts } from '../../store/group/tokenFacts.ts';
import type { TokenFacts } from '../../store/group/tokenFacts.ts';

export type GroupFacts = readonly (readonly TokenFacts[])[];

export function useGroupFacts({ step, index, group }: Shown): GroupFacts {
  const asked = useInspections(({ groups }) => (step === null ? undefined : groups[groupKey(step, index)]));
  return useMemo(
    () =>
      (group?.rollouts ?? []).map((rollout, g) =>
        tokenFacts(rollout, { after: asked?.logProbsAfter[g], view: asked?.viewLogProbs?.[g] }),
      ),
    [group, asked],
  );
}
