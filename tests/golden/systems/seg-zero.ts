// What: Seg-Zero and VisionReasoner through our rewards: thinkThenAnswer and four parts of boxWithPoints, with and without its exact keys;
// listedItems, boxPointMatch and freshSentences.
// Formula: none of its own.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { Box } from '../../../src/1-image/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Point = readonly [number, number];
interface SegInput {
  readonly function: 'seg and seg_strict';
  readonly completion: string;
  readonly truth: string;
}
interface ReasonerInput {
  readonly function: 'vision_reasoner';
  readonly completion: string;
  readonly truth: readonly { readonly bbox_2d: Box; readonly point_2d: Point }[];
}

/** The numbers of <name>(1,2),(3,4)</name>; none where the text has no such tag. */
const tagged = (text: string, name: string): number[] =>
  (new RegExp(`<${name}>\\((\\d+),(\\d+)\\),\\((\\d+),(\\d+)\\)</${name}>`).exec(text) ?? []).slice(1).map(Number);

async function scored(compute: Compute, completion: string, truth: Truth, uses: readonly RewardUse[]) {
  const parsed = await parseTexts(compute, [completion], { coordinateScale: 0, imageSize: 1 });
  const { columns, reward } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [truth], signals: new Map() },
  });
  return { values: columns.map(({ values }) => values[0]!), total: reward[0]! };
}

async function segmented(compute: Compute, { completion, truth }: SegInput, any_key: number) {
  const [box, points] = [tagged(truth, 'box'), tagged(truth, 'points')];
  const known: Truth = {
    boxes: box.length ? [box as unknown as Box] : [],
    points: points.length ? [points.slice(0, 2), points.slice(2)].map((point) => point as unknown as Point) : [],
  };
  const parts = ['form', 'overlap', 'corners', 'points'].map((as, part) => ({
    ...{ name: 'boxWithPoints', as, knobs: { part, any_key } },
  }));
  const { values, total } = await scored(compute, completion, known, [{ name: 'thinkThenAnswer' }, ...parts]);
  const [think_format, json_format, iou, box_l1, point] = values;
  return { total, think_format, json_format, iou, box_l1, point };
}

export const adapter: GoldenAdapter<SegInput | ReasonerInput> = {
  system: 'Seg-Zero / VisionReasoner',
  tolerance: 1e-6,
  async run(input, { compute }) {
    if (input.function !== 'vision_reasoner') {
      return { loose: await segmented(compute, input, 1), strict: await segmented(compute, input, 0) };
    }
    const known = {
      boxes: input.truth.map(({ bbox_2d }) => bbox_2d),
      points: input.truth.map(({ point_2d }) => point_2d),
    };
    const { values, total } = await scored(compute, input.completion, known, [
      { name: 'thinkThenAnswer' },
      { name: 'listedItems', knobs: { part: 3 } },
      { name: 'boxPointMatch', knobs: { iou_threshold: 0.5 } },
      { name: 'freshSentences' },
    ]);
    const [blocks, fields, match, non_repeat] = values;
    return { total, format: blocks! + fields!, match, non_repeat };
  },
};
