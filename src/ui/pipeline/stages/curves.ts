// What: stage 9 in words and numbers.
import { STAGE_NAMES } from '../../../training/protocol.ts';
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import type { StageFile } from '../stageFiles.ts';

const { curves: TEXT } = WORKED;

export const stage: StageFile = {
  name: '9-curves',
  ...STAGE_TEXTS['9-curves'],
  worked: ({ point, reports }) => {
    if (!point) return [];
    const total = STAGE_NAMES.reduce((sum, name) => sum + (reports[name]?.seconds ?? 0), 0);
    const longest = STAGE_NAMES.reduce((a, b) => ((reports[b]?.seconds ?? 0) > (reports[a]?.seconds ?? 0) ? b : a));
    return [
      TEXT.point(point.step, shortNumber(point.metrics['reward'] ?? NaN), Object.keys(point.metrics).length),
      ...(total > 0
        ? [TEXT.time(shortNumber(total), longest, Math.round((100 * (reports[longest]?.seconds ?? 0)) / total))]
        : []),
    ];
  },
  shaders: () => [],
  code: import.meta.glob<string>(['/src/9-curves/stepMetrics.ts', '/src/training/trainStep.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
