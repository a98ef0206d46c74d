// What: the chart “KL from the starting policy”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.kl,
  order: 80,
  kind: 'lines',
  metrics: ['kl'],
  axis: { from: 0 },
};
