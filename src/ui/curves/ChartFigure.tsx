// What: one chart: title with its explanation, values, the drawing, and its table twin.
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { Button, Heading, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { CurveView } from '../../store/curves/curveView.ts';
import { symbolsOfMetrics } from '../formulas/symbolKeys.ts';
import { Term } from '../glossary/Term.tsx';
import { termOfChart } from '../glossary/termOf.ts';
import { CURVES } from '../texts/curves.ts';
import { Caption } from './Caption.tsx';
import { namesOf } from './chartFiles.ts';
import type { ChartFile } from './chartFiles.ts';
import { ChartTable } from './ChartTable.tsx';
import { drawingOf } from './drawing.ts';
import type { ShownRun } from './drawing.ts';
import { CHART_HEIGHT } from './plotBox.ts';
import { PointerLayer } from './PointerLayer.tsx';
import { spoken } from './spoken.ts';
import { useTurn } from './turns.ts';
import { useBox } from './useBox.ts';

const LineDrawing = lazy(() => import('./LineDrawing.tsx').then((file) => ({ default: file.LineDrawing })));

/** More points than this are not seen in a column of the page. */
const MOST_POINTS = 200;

interface Props {
  readonly chart: ChartFile;
  readonly runs: readonly ShownRun[];
  readonly view: CurveView;
}

export function ChartFigure({ chart, runs, view }: Props) {
  const [table, setTable] = useState(false);
  const { ref, width, visible } = useBox();
  const wanted = useMemo(() => ({ runs, view }), [runs, view]);
  const turn = useTurn(wanted, visible);
  const drawing = useMemo(
    () => turn && drawingOf(chart, turn.runs, turn.view, Math.max(40, Math.min(MOST_POINTS, width))),
    [chart, turn, width],
  );
  const targets = useMemo(() => {
    const names = namesOf(chart, [...new Set(runs.flatMap((run) => run.names))]);
    return names.map((name) => `curve:${name}`).join(' ');
  }, [chart, runs]);
  return (
    <figure className="chart" data-symbol={symbolsOfMetrics(chart.metrics)} data-lesson-target={targets}>
      <ChartHead chart={chart} table={table} onTable={setTable} />
      {drawing && <Caption lines={drawing.lines} />}
      <div
        ref={ref}
        className="plot"
        style={{ height: CHART_HEIGHT }}
        role="img"
        aria-label={spoken(chart.title, drawing)}
      >
        <Suspense>
          {drawing && width > 0 && <LineDrawing drawing={drawing} width={width} height={CHART_HEIGHT} />}
        </Suspense>
        {drawing && <PointerLayer range={drawing.x} />}
      </div>
      {table && drawing && <ChartTable title={chart.title} drawing={drawing} />}
    </figure>
  );
}

interface HeadProps {
  readonly chart: ChartFile;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
}
export function ChartHead({ chart, table, onTable }: HeadProps) {
  const { title, unit, explanation } = chart;
  const told = useId();
  const term = termOfChart(chart);
  return (
    <figcaption>
      <Heading level={3}>{term === null ? title : <Term id={term}>{title}</Term>}</Heading>
      {unit && <small>{unit}</small>}
      <TooltipTrigger delay={200}>
        <Button className="quiet about" aria-label={CURVES.about(title)} aria-describedby={told}>
          <span aria-hidden="true">?</span>
        </Button>
        <Tooltip>{explanation}</Tooltip>
      </TooltipTrigger>
      <span className="hidden" id={told}>
        {explanation}
      </span>
      <ToggleButton
        className="quiet table-toggle"
        isSelected={table}
        onChange={onTable}
        aria-label={CURVES.tableOf(title)}
      >
        {CURVES.table}
      </ToggleButton>
    </figcaption>
  );
}
