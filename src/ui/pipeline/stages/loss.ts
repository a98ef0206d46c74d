// What: stage 6 in words and numbers.
import { lossFacts } from '../../../config/axes/loss.ts';
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import { numbersIn } from '../stageFiles.ts';
import type { StageFile } from '../stageFiles.ts';

const { loss: TEXT } = WORKED;

export const stage: StageFile = {
  name: '6-loss',
  ...STAGE_TEXTS['6-loss'],
  worked: ({ config, reports }) => {
    const { loss, auxiliaryLoss } = config;
    const high = loss.epsilon_high ?? loss.epsilon;
    const { kernel } = lossFacts(loss.loss_type);
    const clip = kernel === 'tokenLoss' ? [TEXT.clip(shortNumber(1 - loss.epsilon), shortNumber(1 + high))] : [];
    const coefficients = numbersIn(reports['6-loss']?.example, 'coefficients').slice(0, 4);
    const [A] = numbersIn(reports['5-advantages']?.example, 'advantages');
    return [
      ...(loss.num_iterations === 1 ? [TEXT.oneUpdate] : clip),
      TEXT.settings(loss.loss_type, auxiliaryLoss.beta, auxiliaryLoss.entropy_coef),
      ...(coefficients.length && A !== undefined
        ? [TEXT.coefficients(shortNumber(A), coefficients.map(shortNumber).join(', ')), TEXT.sign]
        : []),
    ];
  },
  shaders: ({ loss }) => [
    '6-loss/logRatio',
    `6-loss/${lossFacts(loss.loss_type).kernel}`,
    '6-loss/terms',
    '6-loss/kl',
    '6-loss/tokenCoefficients',
    '6-loss/columns',
  ],
  code: import.meta.glob<string>(['/src/6-loss/{computeCoefficients,lossInput,lossMetrics}.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
