// What: the chart of the advantages over time, with a sentence for those who do not see it.
import { useState } from 'react';
import { useAdvantages } from '../../store/curves/advantageHistory.ts';
import type { StepRange } from '../../store/curves/curveView.ts';
import { CURVES } from '../texts/curves.ts';
import { advantageSentence } from './advantageBands.ts';
import { AdvantageTable } from './AdvantageTable.tsx';
import type { ChartFile } from './chartFiles.ts';
import { ChartHead } from './ChartFigure.tsx';
import { HeatMap } from './HeatMap.tsx';
import { CHART_HEIGHT } from './plotBox.ts';
import { PointerLayer } from './PointerLayer.tsx';
import { useTurn } from './turns.ts';
import { useBox } from './useBox.ts';

export function AdvantageFigure({ chart, range }: { readonly chart: ChartFile; readonly range: StepRange }) {
  const [table, setTable] = useState(false);
  const spreads = useAdvantages((state) => state.spreads);
  const { ref, width, visible } = useBox();
  const shown = useTurn(spreads, visible);
  const said = advantageSentence(shown?.at(-1));
  return (
    <figure className="chart" data-lesson-target="curve:advantages">
      <ChartHead chart={chart} table={table} onTable={setTable} />
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
      {table && shown && <AdvantageTable title={chart.title} spreads={shown} range={range} />}
    </figure>
  );
}
