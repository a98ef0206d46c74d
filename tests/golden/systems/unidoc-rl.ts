// What: UniDoc-RL through our rewards: searchFormat over the completion; retrievalNdcg as released, pageSelection and regionF1 over the search,
// which becomes a text with one block for the pages that came back, the page that was taken and the boxes; openedScore for the judge's score; closed
// by the composition gate.
// Formula: none of its own. IoUs that are given without boxes become boxes that have them: true ones of that height in a box of height 1.
import type { Box } from '../../../src/1-image/types.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { gatedTotal } from '../gatedTotal.ts';
import { scored } from '../shownAnswer.ts';

/** A name, or what it was taken apart into. */
type Page = string | readonly string[];
interface Ranked {
  readonly candidates_per_search: readonly (readonly Page[])[];
  readonly relevant: readonly Page[];
}
interface Searched {
  readonly completion: string;
  readonly judge_score: number;
  readonly candidates_per_search: readonly (readonly string[])[];
  readonly selected_per_search: readonly string[];
  readonly predicted_boxes_per_selected: readonly unknown[];
  readonly true_boxes: Readonly<Record<string, readonly Box[]>>;
  readonly crop_required: Readonly<Record<string, boolean>>;
  readonly reference_pages: readonly string[];
}
interface Overlaps {
  readonly best_iou_per_truth: readonly number[];
  readonly predictions: number;
}

const NDCG: RewardUse = { name: 'retrievalNdcg', as: 'ndcg', weight: 0.1, knobs: { firsts: 1, letters: 1 } };
const SELECTION: RewardUse = { name: 'pageSelection', as: 'selection', weight: 0.1 };
const REGION: RewardUse = { name: 'regionF1', as: 'region', weight: 0.1 };
const FORMAT: RewardUse = { name: 'searchFormat', as: 'format', weight: 0.1, knobs: { form: 1 } };
const ANSWER: RewardUse = { name: 'openedScore', as: 'answer', weight: 0.6, knobs: { least: 0.75 } };
/** Less than what a form without an answer is worth. */
const LEAST = 0.25;

const written = (page: Page) => (typeof page === 'string' ? page : JSON.stringify(page));
const information = (pages: readonly Page[]) => `<information>${pages.map(written).join('\n')}</information>`;
const taken = (page: string, boxes: unknown) => `<select>${page}</select><bbox>${JSON.stringify(boxes)}</bbox>`;

function truthOf({ reference_pages, crop_required, true_boxes }: Searched): Truth {
  const whole = Object.entries(crop_required).filter(([, isRequired]) => !isRequired);
  const placed = Object.entries(true_boxes).flatMap(([page, boxes]) => boxes.map((box) => [page, box] as const));
  return {
    facts: [...reference_pages, ...whole.map(([page]) => ({ text: page, kind: 'whole' }))],
    boxes: placed.map(([, box]) => box),
    labels: placed.map(([page]) => page),
  };
}

/** Boxes on one page: the first one that is written has the IoUs, the others fit nothing. */
function overlapping({ best_iou_per_truth: ious, predictions }: Overlaps) {
  const truth: Truth = {
    boxes: ious.map((iou) => (iou > 0 ? [0, 0, 1, iou] : [5, 5, 6, 6])),
    labels: ious.map(() => 'page'),
  };
  const boxes = Array.from({ length: predictions }, (_, i) => (i === 0 ? [0, 0, 1, 1] : [8, 8, 9, 9]));
  return { truth, text: taken('page', boxes) };
}

export const adapter: GoldenAdapter<Ranked | Searched | Overlaps> = {
  system: 'UniDoc-RL',
  async run(input, { compute }) {
    if ('predictions' in input) {
      const { truth, text } = overlapping(input);
      return { f1: (await scored(compute, text, [REGION], { truth })).values[0] };
    }
    if ('relevant' in input) {
      const text = input.candidates_per_search.map(information).join('');
      const truth = { facts: input.relevant.map(written) };
      return { ndcg: (await scored(compute, text, [NDCG], { truth })).values[0] };
    }
    const { completion, candidates_per_search: searches, selected_per_search: pages } = input;
    const boxes = input.predicted_boxes_per_selected;
    const search = searches.map((found, k) => information(found) + (k in pages ? taken(pages[k]!, boxes[k]) : ''));
    const given = { truth: truthOf(input), signals: { 'judge/score': input.judge_score } };
    const ofSearch = await scored(compute, search.join(''), [NDCG, SELECTION, REGION], given);
    const ofText = await scored(compute, completion, [FORMAT, ANSWER], given);
    const uses = [NDCG, SELECTION, REGION, FORMAT, ANSWER];
    const values = [...ofSearch.values, ...ofText.values];
    const columns = uses.map(({ as, weight = 1 }, k) => [as!, { value: values[k]!, weight }] as const);
    const { total, columns: closed } = gatedTotal(compute, Object.fromEntries(columns), { by: 'format', least: LEAST });
    const asked = await scored(compute, completion, [FORMAT, ANSWER], { signals: { 'judge/score': 1 } });
    return { total, ...closed, judge_calls: asked.values[1] };
  },
};
