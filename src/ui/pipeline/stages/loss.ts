// What: stage 6 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { numbersIn } from '../stageFiles.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '6-loss',
  title: 'Loss',
  short: '−min(ρA, clip(ρ)A)',
  numbers: { loss: 'loss', entropy: 'entropy', kl: 'kl' },
  does: 'Says for every token how strongly, and in which direction, its log-prob should move.',
  takes: 'Log-probs of the tokens then and now, and the advantages.',
  gives: 'One coefficient a token: dL/dlog p.',
  formula: 'L = −mean of min(ρ·A, clip(ρ, 1−ε, 1+ε)·A) + β·KL − c·H,   ρ = exp(log p now − log p then)',
  source: 'PPO and GRPO; TRL: loss_type',
  worked: ({ config, reports }) => {
    const { loss, auxiliaryLoss } = config;
    const high = loss.epsilon_high ?? loss.epsilon;
    const coefficients = numbersIn(reports['6-loss']?.example, 'coefficients').slice(0, 4);
    const [A] = numbersIn(reports['5-advantages']?.example, 'advantages');
    return [
      loss.num_iterations === 1
        ? 'one update a step: the policy is still the one that sampled, so ρ = 1 and nothing is clipped'
        : `clip: ρ stays in ${shortNumber(1 - loss.epsilon)} … ${shortNumber(1 + high)}`,
      `loss_type ${loss.loss_type}, β = ${auxiliaryLoss.beta}, entropy coefficient c = ${auxiliaryLoss.entropy_coef}`,
      ...(coefficients.length && A !== undefined
        ? [
            `first answer, A = ${shortNumber(A)}: dL/dlog p of its first tokens = ${coefficients.map(shortNumber).join(', ')}`,
            'A minus sign means: raise this log-prob.',
          ]
        : []),
    ];
  },
  shaders: () => ['6-loss/logRatio', '6-loss/tokenLoss', '6-loss/tokenCoefficients', '6-loss/kl'],
  code: import.meta.glob<string>(['/src/6-loss/computeCoefficients.ts', '/src/6-loss/lossMetrics.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
