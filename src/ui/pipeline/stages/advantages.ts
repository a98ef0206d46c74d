// What: stage 5 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import { numbersIn } from '../stageFiles.ts';
import type { StageFacts, StageFile } from '../stageFiles.ts';

const EPSILON = 1e-4;
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
  const { scale_rewards: scale, advantage_baseline: baseline, shuffle_advantages: shuffled } = config.advantage;
  const shown = rewards.slice(0, MOST_SHOWN).map(shortNumber).join(', ');
  const lines = [
    `rewards of the first group: ${shown}${rewards.length > MOST_SHOWN ? ', …' : ''}`,
    `mean ${shortNumber(mean)}, standard deviation (n − 1) ${shortNumber(std)}`,
  ];
  const plain = scale === 'group' && baseline === 'group_mean' && !shuffled;
  const summed = config.composition.multi_objective_aggregation === 'sum_then_normalize';
  if (!plain || !summed)
    return [...lines, `A of the first answer = ${shortNumber(A)} (by the settings of this recipe)`];
  const byHand = (r - mean) / (std + EPSILON);
  return [
    ...lines,
    `A₁ = (${shortNumber(r)} − ${shortNumber(mean)}) / (${shortNumber(std)} + 0.0001) = ${shortNumber(byHand)}; the shader says ${shortNumber(A)}`,
    A > 0
      ? 'It is above 0: this answer becomes more likely.'
      : A < 0
        ? 'It is below 0: this answer becomes less likely.'
        : 'It is 0: this answer teaches nothing.',
  ];
}

export const stage: StageFile = {
  name: '5-advantages',
  title: 'Advantages',
  short: '(r − mean)/(std + ε)',
  numbers: { reward_std: 'reward_std', min: 'lowest', max: 'highest' },
  does: 'Compares each answer with the others of its group. No critic is needed: the group is the yardstick.',
  takes: 'The rewards.',
  gives: 'One advantage an answer: how many standard deviations better than its group.',
  formula: 'A = (r − mean) / (std + 1e-4),   mean and std (n − 1) over the G answers of the group',
  source: 'GRPO (DeepSeekMath, arXiv 2402.03300); TRL',
  worked,
  shaders: ({ advantage: { advantage_baseline: baseline, scale_rewards: scale } }) => [
    ...(baseline === 'leave_one_out' ? ['5-advantages/leaveOneOut'] : ['5-advantages/groupAdvantage']),
    ...(scale === 'batch' ? ['5-advantages/batchAdvantage'] : []),
    '5-advantages/groupMoments',
  ],
  code: import.meta.glob<string>(['/src/5-advantages/computeAdvantages.ts'], { query: '?raw', import: 'default' }),
};
