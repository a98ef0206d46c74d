// What: STAR-R1 through our rewards: the ladder, the fines and the format over the text of an answer that lists the triples.
// Formula: none of its own; the credit of one prediction is the ladder with all other triples left out of the sum.
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Triple = readonly [string, string, string];

interface Input {
  readonly predictions: readonly Triple[];
  readonly truth: readonly Triple[];
  readonly format_ok: boolean;
  readonly config_changed?: Readonly<Record<string, unknown>>;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'STAR-R1',
  tolerance: 1e-6,
  async run({ predictions, truth, format_ok, config_changed }, { file, compute }) {
    const config = { ...file.config_defaults, ...config_changed } as Record<string, number | string | boolean>;
    const credits = {
      full_credit: config['full'] as number,
      attribute_credit: config['object_attribute'] as number,
      object_credit: config['object_only'] as number,
      one_to_one: config['one_to_one'] ? 1 : 0,
    };
    const only_exact = config['wrong_counts'] === 'not_exact' ? 1 : 0;
    const fines = (as: string, wrong_fine: number, missing_fine: number, weight = 0): RewardUse => ({
      ...{ name: 'tripleFines', as, weight },
      knobs: { ...credits, only_exact, wrong_fine, missing_fine },
    });
    const uses: RewardUse[] = [
      { name: 'tripleLadder', as: 'r_pos', knobs: credits },
      fines('r_pun', config['wrong'] as number, config['missing'] as number, 1),
      fines('n_wrong', -1, 0),
      fines('n_missing', 0, -1),
      { name: 'thinkThenAnswer', as: 'r_format', weight: config['format'] as number },
      ...predictions.map((_, i) => ({
        ...{ name: 'tripleLadder', as: `credit${i}`, weight: 0 },
        knobs: { ...credits, only_triple: i + 1 },
      })),
    ];
    const answer = `<answer>${predictions.map((parts) => `(${parts.join(', ')})`).join('; ')}</answer>`;
    const text = format_ok ? `<think>t</think>${answer}` : answer;
    const parsed = await parseTexts(compute, [text], { grammar: grammarByName('think_triples') });
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: 1, truths: [{ triples: truth }], signals: new Map() },
    });
    const value = (name: string) => columns.find((column) => column.name === name)!.values[0]!;
    return {
      credit: predictions.map((_, i) => value(`credit${i}`)),
      r_pos: value('r_pos'),
      n_wrong: -value('n_wrong'),
      n_missing: -value('n_missing'),
      r_pun: value('r_pun'),
      r_acc: value('r_pos') + value('r_pun'),
      r_format: value('r_format'),
      total: reward[0],
    };
  },
};
