// What: the chart “Sampler vs. gradient”.
import { CHART_TEXTS } from '../../texts/charts.ts';
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  ...CHART_TEXTS.sampler,
  order: 140,
  kind: 'lines',
  metrics: [/^sampling\/sampling_logp_difference\//],
  axis: { from: 0 },
};
