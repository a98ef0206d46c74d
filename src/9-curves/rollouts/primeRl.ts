// What: prime-rl's token export (enable_token_export): token_exports/step_N/rank_R.jsonl, a row per sequence with a list per token. It has
// advantages, log-probs and entropies, but neither rewards nor texts: those come from a tokenizer.json that is dropped along.
// Shapes: every list is as long as token_ids; log-probs, entropies and masks are those of the token at the same place.
// Source: prime-rl at 559b447, src/prime_rl/trainer/rl/token_export.py, train.py (shift_tensor_right).
import { FormatError } from '../gzip.ts';
import type { LogRow } from '../logFormat.ts';
import { numberOf, stepOf } from '../loggedCells.ts';
import type { RolloutFormat } from '../rolloutFormat.ts';
import { ROLLOUT_TEXTS as T } from '../rolloutTexts.ts';

const VERSION = 1;
/** Its name → ours, where it is more than what a token has anyway. */
const SIGNALS: Readonly<Record<string, string>> = {
  ...{ advantages: 'advantage', loss_mask: 'weight', trainer_logprobs: 'trainer/logProb' },
  ...{ mismatch_kl: 'mismatch_kl', importance_ratio: 'importance_ratio', prob_delta: 'prob_delta' },
  ...{ is_masked_low: 'is_masked_low', is_masked_high: 'is_masked_high' },
  ...{ rl_weights: 'rl_weights', ce_weights: 'ce_weights', ref_kl_weights: 'ref_kl_weights' },
};
const NEEDED = ['advantages', 'inference_logprobs', 'entropy'];

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function listOf(row: LogRow, name: string, length: number, where: string): readonly unknown[] {
  const list = row[name];
  if (!isList(list)) throw new FormatError(T.lacks(where, name, 'list'));
  if (list.length !== length) throw new FormatError(T.lengths(where, name, list.length, length));
  return list;
}

export const format: RolloutFormat = {
  title: 'prime-rl',
  files: /\.jsonl$/i,
  fits: (row) => 'schema_version' in row && isList(row['token_ids']) && isList(row['loss_mask']),
  read(row, where, texts) {
    if (row['schema_version'] !== VERSION) throw new FormatError(T.newer(where, row['schema_version']));
    if (!isList(row['token_ids'])) throw new FormatError(T.lacks(where, 'token_ids', 'list'));
    const ids = row['token_ids'].map(numberOf);
    const { length } = ids;
    const mask = listOf(row, 'loss_mask', length, where).map((value) => value === true);
    for (const name of NEEDED) listOf(row, name, length, where);
    // What comes before the first trained token is the prompt; tool answers between turns stay, with weight 0.
    const from = mask.indexOf(true);
    if (from < 0) return [];
    const numbers = (name: string) => listOf(row, name, length, where).slice(from).map(numberOf);
    const [advantages, logProbs, entropies] = NEEDED.map(numbers) as [number[], number[], number[]];
    const words = texts(ids.slice(from));
    const trained = advantages.filter((value, t) => mask[from + t] && !Number.isNaN(value));
    const signals = Object.entries(SIGNALS).flatMap(([name, ours]) => {
      const values = isList(row[name]) ? numbers(name) : [];
      return values.some((value) => !Number.isNaN(value)) ? [[ours, Float32Array.from(values)] as const] : [];
    });
    const before = ids.slice(0, from);
    const { env_name: environment } = row;
    return [
      {
        ...{ step: stepOf(row['step'], where), prompt: texts(before).join(''), text: words.join('') },
        key: `${String(environment)}\n${before.join(' ')}`,
        ...{ rewards: {}, reward: NaN },
        advantage: trained.length > 0 ? trained.reduce((sum, value) => sum + value, 0) / trained.length : NaN,
        further: typeof environment === 'string' ? { environment } : ({} as Readonly<Record<string, string>>),
        tokens: words.map((text, t) => ({ text, logProb: logProbs[t]!, entropy: entropies[t]! })),
        signals: Object.fromEntries(signals),
      },
    ];
  },
};
