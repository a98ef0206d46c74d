// What: the chart “Reward columns”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.rewardColumns,
  order: 40,
  kind: 'lines',
  metrics: [/^rewards\/.*\/mean$/],
  axis: {},
};
