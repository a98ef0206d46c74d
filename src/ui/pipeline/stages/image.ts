// What: stage 1 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import type { StageFile } from '../stageFiles.ts';

const { image: TEXT } = WORKED;

const VIEW_SHADERS: Readonly<Record<string, string>> = {
  patchDrop: '1-image/patchDrop',
  noise: '1-image/addNoise',
  maskTruth: '1-image/maskRegion',
};

export const stage: StageFile = {
  name: '1-image',
  ...STAGE_TEXTS['1-image'],
  worked: ({ reports }) => {
    const summary = reports['1-image']?.summary;
    if (!summary?.['size']) return [];
    const size = summary['size'];
    return [TEXT.size(summary['pictures'] ?? 1, size, shortNumber(3 * size * size)), TEXT.ends];
  },
  shaders: ({ view }) => [
    '1-image/resizeNormalize',
    ...new Set(view.views.flatMap(({ block }) => VIEW_SHADERS[block] ?? [])),
  ],
  code: import.meta.glob<string>(['/src/1-image/makeView.ts', '/src/1-image/decodePicture.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
