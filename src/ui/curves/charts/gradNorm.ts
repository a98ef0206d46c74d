// What: the chart “Gradient and update”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Gradient and update',
  order: 100,
  kind: 'lines',
  metrics: ['grad_norm', 'update_norm'],
  axis: { unit: '', from: 0 },
  explanation: 'Norm of the gradient before clipping, and of the change of the adapter. Spikes come before trouble.',
};
