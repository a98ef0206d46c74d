// What: DocThinker through our reward evidenceAnswer, one use per part; the cosine of the case is its signal.
// Formula: none of its own; the total is the sum of the four paid parts. Where the form is wrong the file has no IoU and no share of
// new words.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly completion: string;
  readonly question: string;
  readonly answer: string;
  readonly box: readonly [number, number, number, number];
  readonly cosine: number;
  readonly config_changed?: Readonly<Record<string, unknown>>;
}
interface Settings {
  readonly iou_threshold: number;
  readonly weights: readonly number[];
}

const PARTS = ['format', 'accuracy', 'roi', 'rephrase', 'iou', 'new_word_ratio'] as const;

export const adapter: GoldenAdapter<Input> = {
  system: 'DocThinker',
  tolerance: 1e-6,
  async run({ completion, question, answer, box, cosine, config_changed }, { file, compute }) {
    const { iou_threshold, weights } = { ...file.config_defaults, ...config_changed } as unknown as Settings;
    const uses = PARTS.map((as, part): RewardUse => ({
      ...{ name: 'evidenceAnswer', as, weight: weights[part] ?? 0 },
      knobs: { part, iou_threshold, similarity: 'given/cosine' },
    }));
    const signal: Signal = { shape: 'rollout', values: Float32Array.of(cosine) };
    const parsed = await parseTexts(compute, [completion]);
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: 1, truths: [{ answer, question, boxes: [box] }] },
      signals: new Map([['given/cosine', signal]]),
    });
    const values = Object.fromEntries(columns.map((column) => [column.name, column.values[0]!]));
    const { iou, new_word_ratio, ...paid } = values;
    const read = values['format'] === 1;
    return { ...paid, iou: read ? iou : null, new_word_ratio: read ? new_word_ratio : null, total: reward[0] };
  },
};
