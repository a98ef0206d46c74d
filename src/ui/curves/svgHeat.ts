// What: the advantages over time, framed for the SVG file.
import { BINS, REACH } from '../../store/records/spreads.ts';
import type { Spread } from '../../store/records/spreads.ts';
import type { StepRange } from '../../store/curves/curveView.ts';
import type { ChartFile } from './chartFiles.ts';
import { heatCells, opacityOf } from './heatCells.ts';
import { COLOURS, PLOT, PLOT_WIDTH, round, text } from './svgFrame.ts';
import type { Framed } from './svgFrame.ts';

/** More would only make the file large. */
const MOST_COLUMNS = 200;

/** null where no step of the range has advantages. `said` = the sentence below the title. */
export function framedHeat(
  chart: ChartFile,
  spreads: readonly Spread[],
  range: StepRange,
  said: string,
): Framed | null {
  const { columns, cells } = heatCells(spreads, range, MOST_COLUMNS);
  if (cells.length === 0) return null;
  const [width, height] = [PLOT_WIDTH / columns, PLOT.height / BINS];
  const body = cells.map(({ column, bin, strength }) => {
    const [x, y] = [PLOT.left + column * width, PLOT.top + PLOT.height - (bin + 1) * height];
    return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${COLOURS[0]}" fill-opacity="${round(opacityOf(strength))}"/>`;
  });
  return { chart, x: range, y: [-REACH, REACH], legend: text(said, { x: PLOT.left, y: 40 }), body };
}
