// What: the charts as one SVG document, one below the other, in colours for white paper. A pure function: no page is read.
import { CHART, chartGroup, WIDTH } from './svgFrame.ts';
import type { Framed } from './svgFrame.ts';

export function svgOf(charts: readonly Framed[]): string {
  const height = Math.max(1, charts.length) * CHART;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...charts.map(chartGroup),
    '</svg>',
  ].join('\n');
}
