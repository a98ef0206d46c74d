// What: the runs on the charts: the present one and the kept ones that are not hidden.
import { useMemo } from 'react';
import { namesSeen } from '../../9-curves/namesSeen.ts';
import { useRuns } from '../../store/curves/runs.ts';
import { useStore } from '../../store/store.ts';
import { CURVES } from '../texts/curves.ts';
import type { ShownRun } from './drawing.ts';

export function useShownRuns(): readonly ShownRun[] {
  const points = useStore((state) => state.points);
  const kept = useRuns((state) => state.runs);
  return useMemo(() => {
    const others = kept
      .filter(({ hidden }) => !hidden)
      .map(({ id, name, colour, points: own }) => ({ id, name, colour, points: own, names: namesSeen(own) }));
    if (points.length === 0) return others;
    return [{ id: 'present', name: CURVES.thisRun, colour: 0, points, names: namesSeen(points) }, ...others];
  }, [points, kept]);
}
