// What: the chart “Gradient and update”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.gradNorm,
  order: 100,
  kind: 'lines',
  metrics: ['grad_norm', 'update_norm'],
  axis: { from: 0 },
};
