// What: Visual-RFT through our rewards: thinkThenAnswer, boxConfidence, cornersGiou and answerWithin. The authors let math-verify decide first:
// where mathAnswer finds equal numbers in the whole texts, hybridScore takes its 1 in place of the score.
// Formula: none of its own. The solution tells the task: a list of boxes, two corners, or a label.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { Box } from '../../../src/1-image/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly completion: string;
  readonly solution: string;
}

/** The score of a reward, or 1 where the numbers are equal. */
const orEqual = (as: string, score: string): RewardUse => ({
  ...{ name: 'hybridScore', as, weight: 1 },
  knobs: { confidence: 'reward/equal', rule: 'reward/equal', model: `reward/${score}` },
});
const aside = (name: string, as: string, knobs: RewardUse['knobs'] = {}): RewardUse => ({ name, as, weight: 0, knobs });

async function scored(compute: Compute, completion: string, truth: Truth, uses: readonly RewardUse[]) {
  const parsed = await parseTexts(compute, [completion], { coordinateScale: 0, imageSize: 1 });
  const all = [aside('mathAnswer', 'equal'), { name: 'thinkThenAnswer', as: 'format' }, ...uses];
  const { columns, reward } = await scoreRewards(compute, {
    ...{ parsed, uses: all, generations: 1, truths: [truth], signals: new Map() },
  });
  return { ...Object.fromEntries(columns.map(({ name, values }) => [name, values[0]!])), sum: reward[0]! };
}

async function detected(compute: Compute, { completion, solution: answer }: Input, list: string) {
  const boxes = (JSON.parse(list.replaceAll("'", '"')) as { readonly Position: Box }[]).map((one) => one.Position);
  const { equal, boxes_iou, boxes_confidence, ...rest } = (await scored(compute, completion, { answer, boxes }, [
    aside('boxConfidence', 'boxes_iou', { part: 0 }),
    aside('boxConfidence', 'boxes_confidence', { part: 1 }),
    orEqual('iou', 'boxes_iou'),
    orEqual('confidence', 'boxes_confidence'),
  ])) as Record<string, number>;
  const only = { iou_boxes_only: boxes_iou, confidence_boxes_only: boxes_confidence };
  return { ...rest, ...only, symbolic_precheck_fired: equal === 1 };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'Visual-RFT',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const { completion, solution: answer } = input;
    const list = /\[\s*(\{.*\})?\s*\]/s.exec(answer)?.[0];
    if (list !== undefined) return detected(compute, input, list);
    const isCorners = /\(\s*\d+\s*,\s*\d+\s*\)\s*,\s*\(/.test(answer);
    const score = isCorners ? aside('cornersGiou', 'score') : aside('answerWithin', 'score', { empty_counts: 1 });
    return scored(compute, completion, { answer }, [score, orEqual('accuracy', 'score')]);
  },
};
