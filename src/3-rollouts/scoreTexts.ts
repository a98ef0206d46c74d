// What: log-probs of tokens in texts that are put behind the prompts of a step, however many there are: equal texts are scored once, and
//   as many of them at a time as a step has rollouts.
// Shapes: P places; a pass has N rows per place (padded with empty ones) of T tokens. Units: nats.
import type { RowBatch } from '../2-policy/types.ts';
import type { Sampled } from '../blocks/step.ts';
import { scoredAt } from './scorePass.ts';
import type { Look } from './types.ts';

export interface TextToScore {
  readonly place: number;
  readonly ids: readonly number[];
  /** The first token that is asked for. */
  readonly from: number;
  /** What came back to the rollout that the text begins with, as far as it did within the text. */
  readonly looks?: readonly Look[];
}

/** Texts of a place, each once. */
interface Distinct {
  readonly texts: TextToScore[];
  readonly logProbs: Float32Array[];
}

const keyOf = ({ ids, looks = [] }: TextToScore) =>
  `${ids.join(' ')}|${looks.map(({ row, after }) => `${row} ${after}`).join(',')}`;

function checkLength({ policy, rollouts }: Sampled, longest: number, as: string): void {
  const { maxPositions } = policy.info;
  if (longest > maxPositions)
    throw new Error(
      `${as} scores texts that take ${longest} of the ${maxPositions} positions that this model has; lower max_completion_length (${rollouts.maxTokens}).`,
    );
}

function batchOf(rows: readonly (TextToScore | undefined)[], N: number, lastTokens: Int32Array, padId: number) {
  const lengths = Int32Array.from(rows, (row) => row?.ids.length ?? 0);
  const T = Math.max(...lengths);
  const ids = new Int32Array(rows.length * T).fill(padId);
  const inputTokens = new Int32Array(rows.length * T).fill(padId);
  rows.forEach((row, r) => {
    if (!row) return;
    ids.set(row.ids, r * T);
    inputTokens.set([lastTokens[Math.floor(r / N)]!, ...row.ids.slice(0, -1)], r * T);
  });
  const observations = rows.flatMap((row, r) => (row?.looks ?? []).map((look) => ({ ...look, row: r })));
  const batch: RowBatch = { generations: N, maxTokens: T, inputTokens, lengths, ids, idsPerToken: 1 };
  return observations.length > 0 ? { ...batch, observations } : batch;
}

/** The log-probs of each text from its token `from` on. `as`: the use that errors name. */
export async function scoreTexts(step: Sampled, texts: readonly TextToScore[], as: string): Promise<Float32Array[]> {
  const { policy, vectors, config, rollouts } = step;
  const prefix = await step.prefix('drawn', 'policy');
  const places = Array.from(prefix.lengths, (): Distinct => ({ texts: [], logProbs: [] }));
  const known = places.map(() => new Map<string, number>());
  const rowOf = texts.map((text) => {
    const own = known[text.place]!;
    const key = keyOf(text);
    if (!own.has(key)) own.set(key, places[text.place]!.texts.push(text) - 1);
    return own.get(key)!;
  });
  const sizes = texts.map(({ place, ids, looks = [] }) => looks.reduce((sum, look) => sum + look.ids.length, prefix.lengths[place]! + 1 + ids.length)); // prettier-ignore
  checkLength(step, Math.max(0, ...sizes), as);
  const most = Math.max(...places.map((own) => own.texts.length));
  for (let start = 0; start < most; start += rollouts.generations) {
    const N = Math.min(rollouts.generations, most - start);
    const rows = places.flatMap((own) => Array.from({ length: N }, (_, n) => own.texts[start + n]));
    const batch = batchOf(rows, N, prefix.lastTokens, policy.tokenizer.padId);
    const { logProbs } = await policy.score(vectors.get('policy')!, prefix, batch, scoredAt(config.sampling.temperature)); // prettier-ignore
    const T = batch.maxTokens;
    rows.forEach((row, r) => {
      if (row) places[row.place]!.logProbs.push(logProbs.subarray(r * T, r * T + row.ids.length));
    });
  }
  return texts.map(({ place, from }, i) => places[place]!.logProbs[rowOf[i]!]!.subarray(from));
}
