// What: the chart “Clip ratios”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Clip ratios',
  order: 90,
  kind: 'lines',
  metrics: ['clip_ratio/low_mean', 'clip_ratio/high_mean', 'clip_ratio/region_mean', 'cispo_clip_ratio'],
  axis: { unit: 'share', from: 0 },
  explanation:
    'Share of the tokens whose ratio was clipped. It is 0 with one update a step, because the ratio is then 1.',
};
