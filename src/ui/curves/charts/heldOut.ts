// What: the chart “Held-out reward”.
import type { ChartFile } from '../chartFiles.ts';

export const chart: ChartFile = {
  title: 'Held-out reward',
  order: 20,
  kind: 'lines',
  metrics: ['eval_reward', /^eval_rewards\/.*\/mean$/],
  axis: { unit: '' },
  explanation:
    'The same rewards on pictures that are never trained on, asked every eval_steps steps. Only a rise here is learning that carries over. Mark a prompt as held out to see it.',
};
