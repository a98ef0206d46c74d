// What: stage 2 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import type { StageFile } from '../stageFiles.ts';

const { policy: TEXT } = WORKED;

export const stage: StageFile = {
  name: '2-policy',
  ...STAGE_TEXTS['2-policy'],
  worked: ({ config, reports, trainable }) => {
    const { prompts = 0, tokens = 0 } = reports['2-policy']?.summary ?? {};
    const { lora_r: r, lora_alpha: alpha } = config.adapter;
    const adapter = TEXT.adapter(alpha, r, shortNumber(alpha / r));
    return [
      trainable ? `${adapter}; ${TEXT.trained(trainable.toLocaleString('en'))}` : adapter,
      ...(prompts && tokens ? [TEXT.tokens(tokens, prompts, shortNumber(tokens / prompts))] : []),
    ];
  },
  shaders: () => ['2-policy/appendCache'],
  code: import.meta.glob<string>(['/src/2-policy/onnxPolicy.ts', '/src/onnx/insertLora.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
