// What: stage 1 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import type { StageFile } from '../stageFiles.ts';

const { image: TEXT } = WORKED;

export const stage: StageFile = {
  name: '1-image',
  ...STAGE_TEXTS['1-image'],
  worked: ({ reports }) => {
    const summary = reports['1-image']?.summary;
    if (!summary?.['size']) return [];
    const size = summary['size'];
    return [TEXT.size(summary['pictures'] ?? 1, size, shortNumber(3 * size * size)), TEXT.ends];
  },
  shaders: ({ probe, view }) => [
    '1-image/resizeNormalize',
    ...(probe.probe_view_logps
      ? [
          { patch_drop: '1-image/patchDrop', noise: '1-image/addNoise', mask_truth: '1-image/maskRegion' }[
            view.probe_view
          ],
        ]
      : []),
  ],
  code: import.meta.glob<string>(['/src/1-image/makeView.ts', '/src/1-image/decodePicture.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
