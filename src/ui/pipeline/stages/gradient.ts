// What: stage 7 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import type { StageFile } from '../stageFiles.ts';

const { gradient: TEXT } = WORKED;

export const stage: StageFile = {
  name: '7-gradient',
  ...STAGE_TEXTS['7-gradient'],
  worked: ({ reports }) => {
    const { parameters, 'sampling/sampling_logp_difference/mean': gap } = reports['7-gradient']?.summary ?? {};
    return [
      ...(parameters ? [TEXT.size(parameters.toLocaleString('en'))] : []),
      ...(gap !== undefined ? [TEXT.gap(shortNumber(gap))] : []),
    ];
  },
  shaders: () => [],
  code: import.meta.glob<string>(['/src/7-gradient/gradient.ts', '/src/onnx/vjp.ts', '/src/onnx/rules/matmul.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
