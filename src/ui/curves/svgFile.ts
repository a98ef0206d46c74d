// What: the charts as one SVG document, one below the other, in colours for white paper. A pure function: no page is read.
import { shortNumber } from '../shortNumber.ts';
import type { ChartFile } from './chartFiles.ts';
import type { Drawing, DrawnLine } from './drawing.ts';

/** The light halves of --curve-N in style.css. */
const COLOURS = ['#0b5fc0', '#b34700', '#00735a', '#9c3d78', '#6f5500', '#5b4bb5', '#3c6470'];
const WIDTH = 760;
const PLOT = { left: 64, right: 20, top: 52, height: 150, below: 34 } as const;
const CHART = PLOT.top + PLOT.height + PLOT.below;

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
const round = (value: number) => String(Math.round(value * 100) / 100);

interface Text {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly bold?: boolean;
}
const text = (words: string, { x, y, size = 11, anchor = 'start', colour = '#333', bold = false }: Text) =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${bold ? ' font-weight="600"' : ''}>${escape(words)}</text>`;

function path(drawing: Drawing, line: DrawnLine, i: number): string {
  const { rows, x, y, log } = drawing;
  const scale = (value: number) => (log ? Math.log(value) : value);
  const [low, high] = [scale(y[0]), scale(y[1])];
  const points = rows.flatMap(({ step, values }) => {
    const value = values[i];
    if (value === null || value === undefined) return [];
    const across = PLOT.left + ((step - x[0]) / (x[1] - x[0])) * (WIDTH - PLOT.left - PLOT.right);
    const down = PLOT.top + (1 - (scale(value) - low) / (high - low)) * PLOT.height;
    return [`${round(across)},${round(down)}`];
  });
  const dash = !line.faint && line.dash ? ` stroke-dasharray="${line.dash}"` : '';
  return `<polyline fill="none" stroke="${COLOURS[line.colour]}" stroke-width="${line.faint ? 1 : 1.8}" stroke-opacity="${line.faint ? 0.3 : 1}"${dash} points="${points.join(' ')}"/>`;
}

function legend({ lines }: Drawing): string {
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

function chartGroup({ chart, drawing }: ChartToFile, i: number): string {
  const bottom = PLOT.top + PLOT.height;
  const { x, y } = drawing;
  return [
    `<g transform="translate(0 ${i * CHART})">`,
    text(`${chart.title}${chart.axis.unit && ` (${chart.axis.unit})`}`, { x: PLOT.left, y: 22, size: 14, bold: true }),
    legend(drawing),
    `<path d="M${PLOT.left} ${PLOT.top}V${bottom}H${WIDTH - PLOT.right}" fill="none" stroke="#999"/>`,
    text(shortNumber(y[1]), { x: PLOT.left - 6, y: PLOT.top + 8, anchor: 'end' }),
    text(shortNumber(y[0]), { x: PLOT.left - 6, y: bottom, anchor: 'end' }),
    text(String(x[0]), { x: PLOT.left, y: bottom + 16, anchor: 'middle' }),
    text(String(x[1]), { x: WIDTH - PLOT.right, y: bottom + 16, anchor: 'middle' }),
    text('step', { x: (PLOT.left + WIDTH - PLOT.right) / 2, y: bottom + 16, anchor: 'middle' }),
    ...drawing.lines.map((line, k) => path(drawing, line, k)),
    '</g>',
  ].join('\n');
}

export interface ChartToFile {
  readonly chart: ChartFile;
  readonly drawing: Drawing;
}

export function svgOf(charts: readonly ChartToFile[]): string {
  const height = Math.max(1, charts.length) * CHART;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...charts.map(chartGroup),
    '</svg>',
  ].join('\n');
}
