// What: stage 1 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '1-image',
  title: 'Image',
  short: '(x/255 − mean)/std',
  numbers: { prompts: 'prompts', pictures: 'pictures', size: 'pixels a side' },
  does: 'Brings every picture to the size that the model reads. A probe may look at a changed view: patches dropped, noise, the evidence masked.',
  takes: 'Your pictures, as they are.',
  gives: 'Three numbers a pixel: red, green, blue, around 0.',
  formula: 'pixel = (x/255 − mean) / std',
  source: 'Idefics3 and SmolVLM preprocessing; PAPO and VOGUE for the views',
  worked: ({ reports }) => {
    const summary = reports['1-image']?.summary;
    if (!summary?.['size']) return [];
    const size = summary['size'];
    return [
      `${summary['pictures'] ?? 1} picture(s), each ${size} × ${size} pixels × 3 colours = ${shortNumber(3 * size * size)} numbers`,
      'a white pixel with mean 0.5 and std 0.5: (255/255 − 0.5)/0.5 = 1; a black one: −1',
    ];
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
