// What: the chart “Advantages over time”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.advantages,
  order: 50,
  kind: 'histogram',
  metrics: [],
  axis: {},
};
