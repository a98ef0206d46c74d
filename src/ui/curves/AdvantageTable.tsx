// What: the table twin of the advantages over time: how many answers were far below … far above the mean of their group.
import type { Spread } from '../../store/records/spreads.ts';
import type { StepRange } from '../../store/curves/curveView.ts';
import { CURVES } from '../texts/curves.ts';
import { bandCounts, FAR, NEAR } from './advantageBands.ts';
import { StepTable } from './StepTable.tsx';

interface Props {
  readonly title: string;
  readonly spreads: readonly Spread[];
  readonly range: StepRange;
}

export function AdvantageTable({ title, spreads, range: [from, to] }: Props) {
  const shown = new Map(
    spreads.filter(({ step }) => step >= from && step <= to).map((spread) => [spread.step, bandCounts(spread)]),
  );
  const columns = CURVES.bands(NEAR.toFixed(2), FAR.toFixed(2)).map((label, band) => ({
    key: label,
    label,
    at: (step: number) => String(shown.get(step)?.[band] ?? ''),
  }));
  return <StepTable title={title} columns={columns} steps={[...shown.keys()]} />;
}
