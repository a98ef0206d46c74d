// What: the chart “Completion lengths”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.lengths,
  order: 110,
  kind: 'lines',
  metrics: ['completions/mean_length', 'completions/min_length', 'completions/max_length'],
  axis: { from: 0 },
};
