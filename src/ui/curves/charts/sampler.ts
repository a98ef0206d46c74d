// What: the chart “Sampler against gradient”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Sampler against gradient',
  order: 140,
  kind: 'lines',
  metrics: [/^sampling\/sampling_logp_difference\//],
  axis: { unit: 'nats', from: 0 },
  explanation:
    'Gap between the log-probs of sampling and of the backward pass. It should stay near rounding; a large gap is a bug or a filter (top_p, top_k).',
};
