// What: the chart of the advantages over time, with a sentence for those who do not see it.
import { useAdvantages, BINS, REACH } from '../../store/advantageHistory.ts';
import type { Spread } from '../../store/advantageHistory.ts';
import type { StepRange } from '../../store/curveView.ts';
import { CURVES } from '../texts/curves.ts';
import type { ChartFile } from './chartFiles.ts';
import { ChartHead } from './ChartFigure.tsx';
import { HeatMap } from './HeatMap.tsx';
import { CHART_HEIGHT } from './plotBox.ts';
import { PointerLayer } from './PointerLayer.tsx';
import { useTurn } from './turns.ts';
import { useBox } from './useBox.ts';

/** Answers of the last step below, near and above the mean of their group. */
function sentence(last: Spread | undefined): string {
  if (!last) return CURVES.noAdvantages;
  const sums = [0, 0, 0];
  last.counts.forEach((count, bin) => {
    const middle = ((bin + 0.5) / BINS) * 2 * REACH - REACH;
    const part = middle < -0.2 ? 0 : middle > 0.2 ? 2 : 1;
    sums[part]! += count;
  });
  return CURVES.advantages(last.step, sums[0]!, sums[1]!, sums[2]!);
}

export function AdvantageFigure({ chart, range }: { readonly chart: ChartFile; readonly range: StepRange }) {
  const spreads = useAdvantages((state) => state.spreads);
  const { ref, width, visible } = useBox();
  const shown = useTurn(spreads, visible);
  const said = sentence(shown?.at(-1));
  return (
    <figure className="chart">
      <ChartHead chart={chart} />
      <div className="legend">{said}</div>
      <div
        ref={ref}
        className="plot"
        style={{ height: CHART_HEIGHT }}
        role="img"
        aria-label={`${CURVES.chart(chart.title)} ${said}`}
      >
        {shown && width > 0 && <HeatMap spreads={shown} range={range} width={width} />}
        <PointerLayer range={range} />
      </div>
    </figure>
  );
}
