// What: the chart “Held-out pass@1 and pass@G”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Held-out pass@1 and pass@G',
  order: 30,
  kind: 'lines',
  metrics: ['eval/pass@1', 'eval/pass@G', 'eval/greedy'],
  axis: { unit: 'share', from: 0, to: 1 },
  explanation:
    'Share of the held-out prompts that are solved by one sampled answer, by at least one of G, and by the greedy answer. pass@1 may reach pass@G by sampling colder alone; pass@G rising is new ability.',
};
