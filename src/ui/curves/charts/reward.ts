// What: the chart “Reward”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.reward,
  order: 10,
  kind: 'lines',
  metrics: ['reward', 'reward_std'],
  axis: {},
};
