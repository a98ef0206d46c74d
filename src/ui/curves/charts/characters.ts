// What: the chart “Lengths in characters”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.characters,
  order: 111,
  kind: 'lines',
  metrics: ['completions/mean_characters'],
  axis: { from: 0 },
};
