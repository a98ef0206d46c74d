// What: the chart “Reward”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Reward',
  order: 10,
  kind: 'lines',
  metrics: ['reward', 'reward_std'],
  axis: { unit: '' },
  explanation:
    'Mean weighted reward of all answers of a step, and its standard deviation over the batch. Reward should rise; a deviation of 0 means that nothing is left to learn from.',
};
