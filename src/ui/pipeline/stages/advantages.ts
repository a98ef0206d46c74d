// What: stage 5 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { STAGE_TEXTS } from '../../texts/stages.ts';
import { WORKED } from '../../texts/workedStages.ts';
import { numbersIn } from '../stageFiles.ts';
import type { StageFacts, StageFile } from '../stageFiles.ts';

const { advantages: TEXT } = WORKED;
const MOST_SHOWN = 8;

/** One group's z-score by hand, beside what the shader gave. */
function worked({ config, reports }: StageFacts): readonly string[] {
  const { example } = reports['5-advantages'] ?? {};
  const [A] = numbersIn(example, 'advantages');
  const [mean] = numbersIn(example, 'groupMean');
  const [std] = numbersIn(example, 'groupStd');
  const rewards = numbersIn(reports['4-rewards']?.example, 'rewards').slice(0, config.sampling.num_generations);
  const [r] = rewards;
  if (A === undefined || mean === undefined || std === undefined || r === undefined) return [];
  const { advantage_estimator: estimator, ...settings } = config.advantage;
  const { scale_rewards: scale, advantage_baseline: baseline, shuffle_advantages: shuffled } = settings;
  const shown = rewards.slice(0, MOST_SHOWN).map(shortNumber).join(', ');
  const lines = [TEXT.rewards(shown, rewards.length > MOST_SHOWN), TEXT.moments(shortNumber(mean), shortNumber(std))];
  const plain = estimator === 'grpo' && scale === 'group' && baseline === 'group_mean' && !shuffled;
  const summed = config.composition.multi_objective_aggregation === 'sum_then_normalize';
  if (!plain || !summed) return [...lines, TEXT.otherwise(shortNumber(A))];
  const { advantage_epsilon: epsilon } = config.advantage;
  const byHand = (r - mean) / (std + epsilon);
  return [
    ...lines,
    TEXT.byHand(shortNumber(r), shortNumber(mean), shortNumber(std), epsilon, shortNumber(byHand), shortNumber(A)),
    A > 0 ? TEXT.above : A < 0 ? TEXT.below : TEXT.zero,
  ];
}

export const stage: StageFile = {
  name: '5-advantages',
  ...STAGE_TEXTS['5-advantages'],
  worked,
  shaders: ({ advantage: { advantage_baseline: baseline, scale_rewards: scale } }) => [
    ...(baseline === 'leave_one_out' ? ['5-advantages/leaveOneOut'] : ['5-advantages/groupAdvantage']),
    ...(scale === 'batch' ? ['5-advantages/batchAdvantage'] : []),
    '5-advantages/groupMoments',
    '5-advantages/rewardMoments',
    '5-advantages/spreadToTokens',
  ],
  code: import.meta.glob<string>(['/src/5-advantages/computeAdvantages.ts'], { query: '?raw', import: 'default' }),
};
