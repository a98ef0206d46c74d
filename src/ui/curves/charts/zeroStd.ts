// What: the chart “Groups without a difference”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Groups without a difference',
  order: 60,
  kind: 'lines',
  metrics: ['frac_reward_zero_std'],
  axis: { unit: 'share', from: 0, to: 1 },
  explanation:
    'Share of the groups in which all rewards are equal. They give no gradient. Near 1 the prompts are too easy or too hard.',
};
