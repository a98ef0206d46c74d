// What: VLM-R1 through our rewards: two parts of answerBox; detectionScore; repeatedList over wordRepetition; choiceLetter or yesNo.
// Formula: none of its own. The true list stands as JSON in a fence, as the data has it; a question whose answer begins with yes or no is one of
// those, all others that have a solution ask for a letter.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { Box } from '../../../src/1-image/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Size = readonly [width: number, height: number];
interface Referred {
  readonly completion: string;
  readonly truth: Box;
  readonly image_size: Size;
  readonly model_input_size: Size;
}
interface Detected {
  readonly completion: string;
  readonly truth: string;
}
interface Asked {
  readonly completion: string;
  readonly solution: string;
}
interface Repeated {
  readonly completion: string;
}

/** The values of the uses; null where one does not score the text. */
async function scored(compute: Compute, text: string, truth: Truth, ...uses: readonly RewardUse[]) {
  const parsed = await parseTexts(compute, [text], { coordinateScale: 0, imageSize: 1 });
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [truth], signals: new Map() },
  });
  return columns.map(({ values, scorable }) => (scorable?.[0] === 0 ? null : values[0]!));
}

async function referred(
  compute: Compute,
  { completion, truth, image_size: picture, model_input_size: input }: Referred,
) {
  const sizes = {
    input_width: input[0],
    input_height: input[1],
    picture_width: picture[0],
    picture_height: picture[1],
  };
  const part = (index: number, as: string): RewardUse => ({ name: 'answerBox', as, knobs: { part: index, ...sizes } });
  const [iou, format] = await scored(compute, completion, { boxes: [truth] }, part(0, 'iou'), part(1, 'format'));
  return { iou, format };
}

/** Things with their places and names; none where the text has no list in a fence. */
function trueThings(text: string): Truth {
  const list = JSON.parse(/```json(.*?)```/s.exec(text)?.[1] ?? '[]') as { bbox_2d: Box; label?: string }[];
  return { boxes: list.map(({ bbox_2d }) => bbox_2d), labels: list.map(({ label }) => label ?? '') };
}

const ASKS_YES_OR_NO = /^\s*(<answer>)?\s*(yes|no)\b/i;

export const adapter: GoldenAdapter<Referred | Detected | Asked | Repeated> = {
  system: 'VLM-R1',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const { completion } = input;
    if ('solution' in input) {
      const name = ASKS_YES_OR_NO.test(input.solution) ? 'yesNo' : 'choiceLetter';
      return { reward: (await scored(compute, completion, { answer: input.solution }, { name }))[0] };
    }
    if ('image_size' in input) return referred(compute, input);
    if ('truth' in input) {
      const [score] = await scored(compute, completion, trueThings(input.truth), { name: 'detectionScore' });
      return score === null ? { raises: 'the first match has no label' } : { score };
    }
    const words = { name: 'wordRepetition', weight: 0, knobs: { ngram_size: 6, max_penalty: -1 } };
    const penalty = (await scored(compute, completion, {}, words, { name: 'repeatedList' }))[1];
    return penalty === null ? { raises: 'a thing of the list is a number or a word' } : { penalty };
  },
};
