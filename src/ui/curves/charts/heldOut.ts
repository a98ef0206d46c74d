// What: the chart “Held-out reward”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.heldOut,
  order: 20,
  kind: 'lines',
  metrics: ['eval_reward', /^eval_rewards\/.*\/mean$/],
  axis: {},
};
