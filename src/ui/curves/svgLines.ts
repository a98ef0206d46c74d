// What: a chart of lines, framed for the SVG file.
import { shortNumber } from '../shortNumber.ts';
import type { ChartFile } from './chartFiles.ts';
import type { Drawing, DrawnLine } from './drawing.ts';
import { COLOURS, PLOT, PLOT_WIDTH, round, text } from './svgFrame.ts';
import type { Framed } from './svgFrame.ts';

function path(drawing: Drawing, line: DrawnLine, i: number): string {
  const { rows, x, y, log } = drawing;
  const scale = (value: number) => (log ? Math.log(value) : value);
  const [low, high] = [scale(y[0]), scale(y[1])];
  const points = rows.flatMap(({ step, values }) => {
    const value = values[i];
    if (value === null || value === undefined) return [];
    const across = PLOT.left + ((step - x[0]) / (x[1] - x[0])) * PLOT_WIDTH;
    const down = PLOT.top + (1 - (scale(value) - low) / (high - low)) * PLOT.height;
    return [`${round(across)},${round(down)}`];
  });
  const dash = !line.faint && line.dash ? ` stroke-dasharray="${line.dash}"` : '';
  return `<polyline fill="none" stroke="${COLOURS[line.colour]}" stroke-width="${line.faint ? 1 : 1.8}" stroke-opacity="${line.faint ? 0.3 : 1}"${dash} points="${points.join(' ')}"/>`;
}

function legendOf({ lines }: Drawing): string {
  const solid = lines.filter(({ faint }) => !faint);
  const several = new Set(solid.map(({ run }) => run)).size > 1;
  let x = PLOT.left;
  return solid
    .map((line) => {
      const name = several ? `${line.run}: ${line.label}` : line.label;
      const words = `${name} ${shortNumber(line.series.values.at(-1) ?? NaN)}`;
      const shown = text(words, { x, y: 40, colour: COLOURS[line.colour]! });
      x += 7 * words.length + 16;
      return shown;
    })
    .join('');
}

export const framedLines = (chart: ChartFile, drawing: Drawing): Framed => ({
  chart,
  x: drawing.x,
  y: drawing.y,
  legend: legendOf(drawing),
  body: drawing.lines.map((line, i) => path(drawing, line, i)),
});
