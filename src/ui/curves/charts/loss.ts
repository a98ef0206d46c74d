// What: the chart “Loss”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.loss,
  order: 130,
  kind: 'lines',
  metrics: ['loss', 'policy_loss'],
  axis: {},
};
