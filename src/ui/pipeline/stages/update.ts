// What: stage 8 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '8-update',
  title: 'Update',
  short: 'θ − lr·m̂/(√v̂ + ε)',
  numbers: { grad_norm: 'grad_norm', update_norm: 'update', learning_rate: 'lr' },
  does: 'Moves the adapter one small step against the gradient. A gradient that is too long is shortened first.',
  takes: 'The gradient, and the running means of the optimiser.',
  gives: 'The new adapter θ. The next step samples with it.',
  formula: 'g ← g·min(1, max_grad_norm/(‖g‖ + 1e-6));   θ ← θ − lr·(m̂/(√v̂ + ε) + weight_decay·θ)',
  source: 'AdamW (Loshchilov and Hutter, arXiv 1711.05101); PyTorch clip_grad_norm_',
  worked: ({ config, reports }) => {
    const { grad_norm: norm, update_norm: moved, learning_rate: rate } = reports['8-update']?.summary ?? {};
    if (norm === undefined) return [];
    const { max_grad_norm: most } = config.controller;
    const scale = most > 0 ? Math.min(1, most / (norm + 1e-6)) : 1;
    return [
      most > 0
        ? `‖g‖ = ${shortNumber(norm)}: min(1, ${most}/${shortNumber(norm)}) = ${shortNumber(scale)}${scale < 1 ? ', so it is shortened' : ', so it stays as it is'}`
        : `‖g‖ = ${shortNumber(norm)}; clipping is off`,
      ...(moved !== undefined && rate !== undefined
        ? [`lr = ${shortNumber(rate)}; θ moved by ‖Δθ‖ = ${shortNumber(moved)}`]
        : []),
    ];
  },
  shaders: ({ controller }) => [`8-update/${controller.optim}`, '8-update/gradNorm', '8-update/gradNormTotal'],
  code: import.meta.glob<string>(['/src/8-update/applyUpdate.ts'], { query: '?raw', import: 'default' }),
};
