// What: stage 3 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import { numbersIn, wordsIn } from '../stageFiles.ts';
import type { StageFile } from '../stageFiles.ts';

const { rollouts: TEXT } = WORKED;

export const stage: StageFile = {
  name: '3-rollouts',
  ...STAGE_TEXTS['3-rollouts'],
  worked: ({ config, reports }) => {
    const report = reports['3-rollouts'];
    const logProbs = numbersIn(report?.example, 'logProbs').slice(0, 4);
    const [text] = wordsIn(report?.example, 'text');
    const G = config.sampling.num_generations;
    const rollouts = report?.summary['rollouts'] ?? 0;
    return [
      ...(rollouts ? [TEXT.count(rollouts / G, G, rollouts, config.sampling.temperature)] : []),
      ...(text ? [TEXT.first(text)] : []),
      ...logProbs.map((logp, t) => TEXT.token(t + 1, shortNumber(logp), shortNumber(Math.exp(logp)))),
    ];
  },
  shaders: () => ['3-rollouts/sampleTokens', 'common/philox'],
  code: import.meta.glob<string>(
    ['/src/3-rollouts/generate.ts', '/src/3-rollouts/sampleTokens.ts', '/shaders/3-rollouts/sampleTokens.host.ts'],
    { query: '?raw', import: 'default' },
  ),
};
