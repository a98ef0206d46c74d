// What: the chart “Held-out pass@1 and pass@G”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.passRate,
  order: 30,
  kind: 'lines',
  metrics: ['eval/pass@1', 'eval/pass@G', 'eval/greedy'],
  axis: { from: 0, to: 1 },
};
