// What: stage 9 in words and numbers.
import { STAGE_NAMES } from '../../../training/protocol.ts';
import { shortNumber } from '../../shortNumber.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '9-curves',
  title: 'Curves',
  short: 'every number → history',
  numbers: {},
  does: 'Writes down every number of the step under the name that TRL gives it.',
  takes: 'What the eight stages left behind.',
  gives: 'One point on every curve, the files, and the picture of the group.',
  formula: 'reward = mean of all rewards;   reward_std over the batch (n − 1)',
  source: "TRL's list of metrics",
  worked: ({ point, reports }) => {
    if (!point) return [];
    const total = STAGE_NAMES.reduce((sum, name) => sum + (reports[name]?.seconds ?? 0), 0);
    const longest = STAGE_NAMES.reduce((a, b) => ((reports[b]?.seconds ?? 0) > (reports[a]?.seconds ?? 0) ? b : a));
    return [
      `step ${point.step}: reward ${shortNumber(point.metrics['reward'] ?? NaN)}, ${Object.keys(point.metrics).length} numbers in all`,
      ...(total > 0
        ? [
            `${shortNumber(total)} s for the stages; the longest was ${longest} with ${Math.round((100 * (reports[longest]?.seconds ?? 0)) / total)} %`,
          ]
        : []),
    ];
  },
  shaders: () => [],
  code: import.meta.glob<string>(['/src/9-curves/stepMetrics.ts', '/src/training/trainStep.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
