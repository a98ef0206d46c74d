// What: the right column: how the curves are drawn, the runs, and every chart that has something to show.
import { useMemo } from 'react';
import { Heading } from 'react-aria-components';
import { useShown } from '../../store/access.ts';
import { useStore } from '../../store/store.ts';
import { useAdvantages } from '../../store/curves/advantageHistory.ts';
import { useShownLog } from '../../store/recorded/shownRecording.ts';
import { useCurveView } from '../../store/curves/curveView.ts';
import { CURVES } from '../texts/curves.ts';
import { AdvantageFigure } from './AdvantageFigure.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import type { ChartFile } from './chartFiles.ts';
import { chartsFor } from './chartsShown.ts';
import { CurveControls } from './CurveControls.tsx';
import { stepsOf } from './drawing.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { FurtherCharts } from './FurtherCharts.tsx';
import { RunList } from './RunList.tsx';
import { useShownRuns } from './shownRuns.ts';
import { Verdict } from '../verdicts/Verdict.tsx';
import './curves.css';

export function Curves() {
  const runs = useShownRuns();
  const view = useCurveView();
  const comparing = useShown('runs');
  const told = useShown('verdict');
  const log = useShownLog();
  const spread = useAdvantages(({ spreads }) => spreads.length > 0);
  const steps = stepsOf(runs);
  const [from, to] = view.range ?? steps ?? [0, 1];
  const range = useMemo(() => (to > from ? ([from, to] as const) : ([from - 0.5, from + 0.5] as const)), [from, to]);
  const config = useStore((state) => state.config);
  const names = [...new Set(runs.flatMap((run) => run.names))].join('\n');
  const { charts, further } = useMemo(() => chartsFor(config, names.split('\n').filter(Boolean)), [config, names]);
  const draw = (chart: ChartFile) =>
    chart.kind === 'histogram' ? (
      log && !spread ? null : (
        <AdvantageFigure key={chart.title} chart={chart} range={range} />
      )
    ) : (
      <ChartFigure key={chart.title} chart={chart} runs={runs} view={view} />
    );
  return (
    <section className="curves" aria-label={CURVES.curves}>
      <div className="curves-head">
        <Heading level={2}>{CURVES.curves}</Heading>
        {steps && <ExportMenu runs={runs} />}
      </div>
      {told && <Verdict />}
      {!steps && <p className="hint">{CURVES.empty}</p>}
      {steps && <CurveControls steps={steps} view={view} />}
      {comparing && <RunList />}
      {steps && !log && !runs.some(({ names }) => names.includes('eval_reward')) && (
        <p className="hint">{CURVES.noHeldOut}</p>
      )}
      {steps && charts.map(draw)}
      {steps && <FurtherCharts charts={further} draw={draw} />}
    </section>
  );
}
