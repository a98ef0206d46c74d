// What: the four rewards of SATORI-R1 and their sum through stage 4; the words and both parts of the caption reward by itself.
// Formula: none of its own. Units: a "picture" of 1 × 1 pixels, so that boxes and the epsilon are in pixels of the original picture; what
// the model writes for the far edge is then the size of its input over that of the original.
import { MAX_WORDS } from '../../../shaders/4-rewards/captionText.ref.ts';
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { qwenInputSize } from '../qwenInputSize.ts';

type Box = readonly [number, number, number, number];

interface Completion {
  readonly completion: string;
  readonly reference_caption: string;
  readonly true_boxes: readonly Box[];
  readonly image_width: number;
  readonly image_height: number;
  readonly accepted_answers: readonly string[];
}

interface Captions {
  readonly reference_caption: string;
  readonly caption: string;
}

/** plugin.py: min_pixels, max_pixels; the epsilon of union_iou in square pixels. */
const [LEAST, MOST, EPSILON] = [200_704, 401_408, 1e-6];

const caption = (as: string, bleu_share: number): RewardUse => ({
  name: 'captionSimilarity',
  as,
  knobs: { bleu_share },
});
const USES: readonly RewardUse[] = [
  { name: 'captionBoxesAnswer', as: 'format' },
  { name: 'boxUnionExact', as: 'bbox', knobs: { python_list: 1, area_epsilon: EPSILON } },
  { name: 'answerAccepted', as: 'answer' },
  caption('caption', 0.5),
];

async function scored(compute: Compute, text: string, truth: Truth, uses: readonly RewardUse[], size = [1, 1]) {
  const parsed = await parseTexts(compute, [text], {
    ...{ grammar: grammarByName('caption_bbox_answer'), coordinateScale: 0 },
    imageSize: size as [number, number],
  });
  const made = await scoreRewards(compute, { parsed, uses, generations: 1, truths: [truth], signals: new Map() });
  const unscored = made.columns.find(({ scorable }) => scorable?.[0] === 0);
  if (unscored) throw new Error(`The reward ${unscored.name} does not score this text.`);
  return {
    reward: made.reward[0]!,
    ...Object.fromEntries(made.columns.map(({ name, values }) => [name, values[0]!])),
  };
}

/** shapely takes corners in any order, and a box without area covers nothing. */
const covering = (boxes: readonly Box[]): Box[] =>
  boxes
    .map(([x0, y0, x1, y1]): Box => [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)])
    .filter(([x0, y0, x1, y1]) => x0 < x1 && y0 < y1);

/** The words that BLEU counts, by the kernel that shows them. */
async function wordsOf(compute: Compute, text: string): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  const truth = new Uint8Array(4 * Math.ceil((bytes.length + 1) / 4));
  truth.set(bytes);
  const { words } = await compute.run('4-rewards/captionWords', {
    params: { count: 1, bytesPerRollout: 4, stems: 0 },
    inputs: {
      completionBytes: new Uint32Array(1),
      truth: new Uint32Array(truth.buffer),
      ranges: Uint32Array.of(0, bytes.length),
    },
    outputs: { words: 1 + 4 * MAX_WORDS },
    dispatch: { invocations: 1 },
  });
  const row = await words!.read();
  if (row[0]! > MAX_WORDS) throw new Error(`The text has more than ${MAX_WORDS} words.`);
  return Array.from({ length: row[0]! }, (_, k) => {
    const [first, length] = [row[1 + 4 * k]!, row[2 + 4 * k]!];
    if (length === 0) return first === 0 ? '``' : "''";
    return new TextDecoder().decode(bytes.subarray(first, first + length)).toLowerCase();
  });
}

export const adapter: GoldenAdapter<Completion | Captions> = {
  system: 'SATORI-R1',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const truth = { captions: [input.reference_caption] };
    if ('caption' in input) {
      const parts = [caption('caption', 0.5), caption('bleu4_smoothing1', 1), caption('rougeL_f1_stemmed', 0)];
      return {
        ...(await scored(compute, `<caption>${input.caption}</caption>`, truth, parts)),
        reference_tokens: await wordsOf(compute, input.reference_caption),
        hypothesis_tokens: await wordsOf(compute, input.caption),
      };
    }
    const { completion, true_boxes, accepted_answers, image_width: width, image_height: height } = input;
    const size = qwenInputSize(width, height, LEAST, MOST);
    const whole = { ...truth, boxes: covering(true_boxes), acceptedAnswers: accepted_answers };
    const { reward, ...columns } = await scored(compute, completion, whole, USES, [size[0] / width, size[1] / height]);
    return { ...columns, sum: reward, model_input_size: size };
  },
};
