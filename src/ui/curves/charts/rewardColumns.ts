// What: the chart “Reward columns”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Reward columns',
  order: 40,
  kind: 'lines',
  metrics: [/^rewards\/.*\/mean$/],
  axis: { unit: '' },
  explanation:
    'Mean of every reward before weighting. It tells which one drives the reward, and whether one is gamed while another falls.',
};
