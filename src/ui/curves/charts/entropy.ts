// What: the chart “Entropy”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.entropy,
  order: 70,
  kind: 'lines',
  metrics: ['entropy'],
  axis: { from: 0 },
};
