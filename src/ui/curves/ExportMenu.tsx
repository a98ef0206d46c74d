// What: the curves as files: numbers as CSV or JSON lines, charts as SVG or PNG; of all runs that are shown.
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useAdvantages } from '../../store/curves/advantageHistory.ts';
import { downloadCurves } from '../../store/files/download.ts';
import { useStore } from '../../store/store.ts';
import { useCurveView } from '../../store/curves/curveView.ts';
import { CURVES } from '../texts/curves.ts';
import { advantageSentence } from './advantageBands.ts';
import type { ChartFile } from './chartFiles.ts';
import { chartsFor } from './chartsShown.ts';
import { drawingOf, rangeOf } from './drawing.ts';
import type { ShownRun } from './drawing.ts';
import { svgOf } from './svgFile.ts';
import type { Framed } from './svgFrame.ts';
import { framedHeat } from './svgHeat.ts';
import { framedLines } from './svgLines.ts';

const KINDS = ['csv', 'jsonl', 'svg', 'png'] as const;
/** Rows of a chart in the file: wider than the column of the page. */
const POINTS = 600;

function framed(chart: ChartFile, runs: readonly ShownRun[]): Framed | null {
  const view = useCurveView.getState();
  const range = rangeOf(runs, view);
  if (chart.kind === 'histogram') {
    const { spreads } = useAdvantages.getState();
    return range && framedHeat(chart, spreads, range, advantageSentence(spreads.at(-1)));
  }
  const drawing = drawingOf(chart, runs, view, POINTS);
  return drawing && framedLines(chart, drawing);
}

function chartsAsSvg(runs: readonly ShownRun[]) {
  const names = [...new Set(runs.flatMap((run) => run.names))];
  const { charts } = chartsFor(useStore.getState().config, names);
  return svgOf(charts.flatMap((chart) => framed(chart, runs) ?? []));
}

export function ExportMenu({ runs }: { readonly runs: readonly ShownRun[] }) {
  const make = (kind: (typeof KINDS)[number]) =>
    void downloadCurves(kind, runs, () => chartsAsSvg(runs), CURVES.pngFailed);
  return (
    <MenuTrigger>
      <Button>
        {CURVES.export} <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <Menu aria-label={CURVES.export} onAction={(kind) => make(kind as (typeof KINDS)[number])}>
          {KINDS.map((kind) => (
            <MenuItem key={kind} id={kind}>
              {CURVES.files[kind]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
