// What: the chart “Seconds a step”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Seconds a step',
  order: 150,
  kind: 'lines',
  metrics: ['step_time', 'eval_runtime'],
  axis: { unit: 's', from: 0 },
  explanation: 'How long the nine stages took, and asking the held-out prompts.',
};
