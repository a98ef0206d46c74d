// What: Affordance-R1 through our rewards: blockSequence and three parts of listedItems, boxPointMatch and freshSentences.
// Formula: none of its own but the similarity that the word model gives to a pair of words (gensim KeyedVectors.similarity), which the rewards take
// as the weight of a fact.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Box } from '../../../src/1-image/types.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly completion: string;
  readonly truth: readonly { readonly bbox_2d: Box; readonly point_2d: readonly [number, number] }[];
  readonly truth_word: string;
}

type Vectors = Readonly<Record<string, readonly number[]>>;

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

/** Words that the model knows, with their similarity to a word; none where it does not know that one. */
const nearTo = (vectors: Vectors, word: string) =>
  Object.entries(vectors).flatMap(([text, vector]) => {
    const other = vectors[word];
    return other ? [{ text, weight: dot(vector, other) / Math.sqrt(dot(vector, vector) * dot(other, other)) }] : [];
  });

const part = (as: string, number: number): RewardUse => ({ name: 'listedItems', as, knobs: { part: number } });
const USES: readonly RewardUse[] = [
  { name: 'blockSequence', knobs: { form: 1 } },
  part('fields', 0),
  { name: 'boxPointMatch' },
  { name: 'freshSentences' },
  part('word', 2),
  part('count', 1),
];

export const adapter: GoldenAdapter<Input> = {
  system: 'Affordance-R1',
  tolerance: 1e-6,
  async run({ completion, truth, truth_word }, { file, compute }) {
    const parsed = await parseTexts(compute, [completion], { coordinateScale: 0, imageSize: 1 });
    const known = {
      boxes: truth.map(({ bbox_2d }) => bbox_2d),
      points: truth.map(({ point_2d }) => point_2d),
      facts: nearTo(file['word_vectors'] as Vectors, truth_word),
    };
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses: USES, generations: 1, truths: [known], signals: new Map() },
    });
    const [blocks, fields, match, non_repeat, affordance_word, count] = columns.map(({ values }) => values[0]!);
    return { total: reward[0], format: blocks! + fields!, match, non_repeat, affordance_word, count };
  },
};
