// What: the curves as files: numbers as CSV or JSON lines, charts as SVG or PNG; of all runs that are shown.
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { downloadCurves } from '../../store/download.ts';
import { useCurveView } from '../../store/curveView.ts';
import { CURVES } from '../texts/curves.ts';
import { CHARTS } from './chartFiles.ts';
import { drawingOf } from './drawing.ts';
import type { ShownRun } from './drawing.ts';
import { svgOf } from './svgFile.ts';

const KINDS = ['csv', 'jsonl', 'svg', 'png'] as const;
/** Rows of a chart in the file: wider than the column of the page. */
const POINTS = 600;

function chartsAsSvg(runs: readonly ShownRun[]): string {
  const view = useCurveView.getState();
  const drawn = CHARTS.filter(({ kind }) => kind === 'lines').flatMap((chart) => {
    const drawing = drawingOf(chart, runs, view, POINTS);
    return drawing ? [{ chart, drawing }] : [];
  });
  return svgOf(drawn);
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
