// What: the chart “Seconds per step”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.time,
  order: 150,
  kind: 'lines',
  metrics: ['step_time', 'eval_runtime'],
  axis: { from: 0 },
};
