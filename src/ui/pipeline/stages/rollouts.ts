// What: stage 3 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { numbersIn, wordsIn } from '../stageFiles.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '3-rollouts',
  title: 'Rollouts',
  short: 'y ~ softmax(z/T)',
  numbers: { rollouts: 'answers', tokens: 'tokens', 'completions/clipped_ratio': 'cut off' },
  does: 'Lets the policy answer every question several times. Each token is drawn at random by its probability, so the answers differ.',
  takes: 'The prefix.',
  gives: 'G answers a question, with the log-prob and the entropy of every token.',
  formula: 'p = softmax(logits / temperature),   log p of the token drawn,   H = −Σ p·log p',
  source: 'TRL GRPOTrainer; random numbers: Philox 4x32-10',
  worked: ({ config, reports }) => {
    const report = reports['3-rollouts'];
    const logProbs = numbersIn(report?.example, 'logProbs').slice(0, 4);
    const [text] = wordsIn(report?.example, 'text');
    const G = config.sampling.num_generations;
    const rollouts = report?.summary['rollouts'] ?? 0;
    return [
      ...(rollouts
        ? [`${rollouts / G} prompts × G = ${G} answers = ${rollouts}; temperature T = ${config.sampling.temperature}`]
        : []),
      ...(text ? [`first answer: ${text}`] : []),
      ...logProbs.map(
        (logp, t) => `token ${t + 1}: log p = ${shortNumber(logp)}, so p = ${shortNumber(Math.exp(logp))}`,
      ),
    ];
  },
  shaders: () => ['3-rollouts/sampleTokens', 'common/philox'],
  code: import.meta.glob<string>(['/src/3-rollouts/generate.ts', '/src/3-rollouts/sampleTokens.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
