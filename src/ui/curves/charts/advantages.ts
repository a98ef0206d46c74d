// What: the chart “Advantages over time”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Advantages over time',
  order: 50,
  kind: 'histogram',
  metrics: [],
  axis: { unit: 'standard deviations' },
  explanation:
    'How many answers had which advantage, step by step: the darker, the more. Two far bands mean clear winners and losers; one band at 0 means that all answers of a group were equal.',
};
