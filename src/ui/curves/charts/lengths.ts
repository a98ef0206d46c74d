// What: the chart “Completion lengths”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Completion lengths',
  order: 110,
  kind: 'lines',
  metrics: ['completions/mean_length', 'completions/min_length', 'completions/max_length'],
  axis: { unit: 'tokens', from: 0 },
  explanation: 'Mean, shortest and longest answer. A jump to the limit means that answers are cut off.',
};
