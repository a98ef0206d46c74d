// What: the chart “Entropy”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Entropy',
  order: 70,
  kind: 'lines',
  metrics: ['entropy'],
  axis: { unit: 'nats', from: 0 },
  explanation: 'Mean uncertainty of the sampled tokens. A slow fall is learning; a fast fall to 0 is collapse.',
};
