// What: the chart “Loss”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Loss',
  order: 130,
  kind: 'lines',
  metrics: ['loss', 'policy_loss'],
  axis: { unit: '' },
  explanation:
    'The loss that is differentiated. It stays near 0 with one update a step, and that is right: look at the reward instead.',
};
