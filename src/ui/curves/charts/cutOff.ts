// What: the chart “Answers cut off”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.cutOff,
  order: 120,
  kind: 'lines',
  metrics: ['completions/clipped_ratio'],
  axis: { from: 0, to: 1 },
};
