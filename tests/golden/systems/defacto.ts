// What: DeFacto through our rewards: blockSequence, answerOrRefusal and evidenceBoxes; the kind of a case is the tag of its place.
// Formula: none of its own.
import type { Box } from '../../../src/1-image/types.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly completion: string;
  readonly kind: 'pos' | 'neg' | 'random';
  readonly solution: string;
  readonly evidence_boxes: readonly Box[] | null;
  readonly distractor_boxes: readonly Box[] | null;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'DeFacto',
  tolerance: 1e-6,
  async run({ completion, kind, solution, ...boxes }, { compute }) {
    const parsed = await parseTexts(compute, [completion], { coordinateScale: 0, imageSize: 1 });
    const [evidence, distractors] = [boxes.evidence_boxes ?? [], boxes.distractor_boxes ?? []];
    const labels = [...evidence.map(() => 'evidence'), ...distractors.map(() => 'distractor')];
    const masked = { shape: 'prompt' as const, values: Float32Array.of(kind === 'neg' ? 1 : 0) };
    const uses = [
      { name: 'blockSequence', knobs: { form: 2 } },
      { name: 'answerOrRefusal' },
      { name: 'evidenceBoxes' },
    ];
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: 1, signals: new Map([['tag/masked', masked]]) },
      truths: [{ answer: solution, boxes: [...evidence, ...distractors], labels }],
    });
    const [format, text, box] = columns.map(({ values }) => values[0]);
    return { format, text, box, sum: reward[0] };
  },
};
