// What: the chart “KL to the start”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'KL to the start',
  order: 80,
  kind: 'lines',
  metrics: ['kl'],
  axis: { unit: 'nats', from: 0 },
  explanation: 'How far the policy has moved from where it started. It is measured only if beta is not 0.',
};
