// What: the chart “Groups with zero reward spread”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.zeroStd,
  order: 60,
  kind: 'lines',
  metrics: ['frac_reward_zero_std'],
  axis: { from: 0, to: 1 },
};
