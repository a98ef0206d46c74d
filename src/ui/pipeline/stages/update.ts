// What: stage 8 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import type { StageFile } from '../stageFiles.ts';

const { update: TEXT } = WORKED;

export const stage: StageFile = {
  name: '8-update',
  ...STAGE_TEXTS['8-update'],
  worked: ({ config, reports }) => {
    const { grad_norm: norm, update_norm: moved, learning_rate: rate } = reports['8-update']?.summary ?? {};
    if (norm === undefined) return [];
    const { max_grad_norm: most } = config.optimizer;
    const scale = most > 0 ? Math.min(1, most / (norm + 1e-6)) : 1;
    return [
      most > 0 ? TEXT.norm(shortNumber(norm), most, shortNumber(scale), scale < 1) : TEXT.noClip(shortNumber(norm)),
      ...(moved !== undefined && rate !== undefined ? [TEXT.moved(shortNumber(rate), shortNumber(moved))] : []),
    ];
  },
  shaders: ({ optimizer }) => [`8-update/${optimizer.optim}`, '8-update/gradNorm', '8-update/gradNormTotal'],
  code: import.meta.glob<string>(['/src/8-update/applyUpdate.ts'], { query: '?raw', import: 'default' }),
};
