// What: what every chart of the SVG file has: its place, title, legend, axes and their numbers, in colours for white paper.
import { shortNumber } from '../shortNumber.ts';
import { CURVES } from '../texts/curves.ts';
import type { ChartFile } from './chartFiles.ts';

/** The light halves of --curve-N in style.css. */
export const COLOURS = ['#0b5fc0', '#b34700', '#00735a', '#9c3d78', '#6f5500', '#5b4bb5', '#3c6470'];
export const WIDTH = 760;
export const PLOT = { left: 64, right: 20, top: 52, height: 150, below: 34 } as const;
export const CHART = PLOT.top + PLOT.height + PLOT.below;
export const PLOT_WIDTH = WIDTH - PLOT.left - PLOT.right;

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
export const round = (value: number) => String(Math.round(value * 100) / 100);

interface Text {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly bold?: boolean;
}
export const text = (words: string, { x, y, size = 11, anchor = 'start', colour = '#333', bold = false }: Text) =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${bold ? ' font-weight="600"' : ''}>${escape(words)}</text>`;

export interface Framed {
  readonly chart: ChartFile;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Elements, already escaped. */
  readonly legend: string;
  readonly body: readonly string[];
}

export function chartGroup({ chart, x, y, legend, body }: Framed, i: number): string {
  const bottom = PLOT.top + PLOT.height;
  return [
    `<g transform="translate(0 ${i * CHART})">`,
    text(`${chart.title}${chart.unit && ` (${chart.unit})`}`, { x: PLOT.left, y: 22, size: 14, bold: true }),
    legend,
    `<path d="M${PLOT.left} ${PLOT.top}V${bottom}H${WIDTH - PLOT.right}" fill="none" stroke="#999"/>`,
    text(shortNumber(y[1]), { x: PLOT.left - 6, y: PLOT.top + 8, anchor: 'end' }),
    text(shortNumber(y[0]), { x: PLOT.left - 6, y: bottom, anchor: 'end' }),
    text(String(x[0]), { x: PLOT.left, y: bottom + 16, anchor: 'middle' }),
    text(String(x[1]), { x: WIDTH - PLOT.right, y: bottom + 16, anchor: 'middle' }),
    text(CURVES.step, { x: PLOT.left + PLOT_WIDTH / 2, y: bottom + 16, anchor: 'middle' }),
    ...body,
    '</g>',
  ].join('\n');
}
