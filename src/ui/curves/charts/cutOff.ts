// What: the chart “Answers cut off”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Answers cut off',
  order: 120,
  kind: 'lines',
  metrics: ['completions/clipped_ratio'],
  axis: { unit: 'share', from: 0, to: 1 },
  explanation: 'Share of the answers that reached max_completion_length before they ended.',
};
