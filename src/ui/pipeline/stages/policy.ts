// What: stage 2 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '2-policy',
  title: 'Policy',
  short: 'W·x + (α/r)·B·A·x',
  numbers: { prompts: 'prompts', tokens: 'tokens' },
  does: 'Reads picture and question once and keeps what it understood (the KV prefix), so that all answers of a group share the work.',
  takes: 'Pixels and the question as tokens.',
  gives: 'Keys and values of every layer: the prefix.',
  formula: 'y = W·x + (α/r)·B·A·x   (W is frozen, in 4 bits; A and B are trained)',
  source: 'LoRA (arXiv 2106.09685), PEFT',
  worked: ({ config, reports, trainable }) => {
    const { prompts = 0, tokens = 0 } = reports['2-policy']?.summary ?? {};
    const { lora_r: r, lora_alpha: alpha } = config.controller;
    return [
      `adapter: α/r = ${alpha}/${r} = ${shortNumber(alpha / r)}${trainable ? `; A and B together are ${trainable.toLocaleString('en')} numbers` : ''}`,
      ...(prompts && tokens
        ? [`${tokens} tokens in ${prompts} prompts: ${shortNumber(tokens / prompts)} each, the picture's included`]
        : []),
    ];
  },
  shaders: () => ['2-policy/appendCache'],
  code: import.meta.glob<string>(['/src/2-policy/onnxPolicy.ts', '/src/onnx/insertLora.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
