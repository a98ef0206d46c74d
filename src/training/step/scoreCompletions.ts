// What: stage 4 as the loop and the evaluation call it: the configuration's rewards over a set of rollouts, and what the
// grammar found in each text.
import type { Box, Picture } from '../../1-image/types.ts';
import type { PolicyInfo, PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import { grammarOf } from '../../4-rewards/grammars.ts';
import { BOXES_AT, MAX_BOXES, NUMBERS, NUMBERS_PER_ROLLOUT, SPAN_ROW } from '../../4-rewards/layout.ts';
import { parseCompletions } from '../../4-rewards/parseCompletions.ts';
import { signalsOf } from '../../4-rewards/packSignals.ts';
import type { RewardUse } from '../../4-rewards/rewardUses.ts';
import { scoreRewards } from '../../4-rewards/scoreRewards.ts';
import type { ParsedCompletions, RewardTable, Truth } from '../../4-rewards/types.ts';
import type { Signals, UnitsByKind } from '../../blocks/signals.ts';
import type { Config } from '../../config/config.ts';
import { rewardUsesOf } from '../../config/uses.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';
import { modelPictures } from './modelPictures.ts';

export interface Scorer {
  readonly compute: Compute;
  readonly policy: { readonly info: PolicyInfo; readonly tokenizer: PolicyTokenizer };
  readonly config: Config;
  readonly edits: RewardEdits;
  /** Steps finished so far, for rewards that draw; absent = none does. */
  readonly step?: number;
}

/** A place of a step, or a prompt as it is. */
type Pictured = { readonly pictures: readonly Picture[] };
export type PlaceToScore = { readonly truth: Truth } & (
  (Pictured & { readonly question?: string }) | { readonly prompt: Pictured; readonly text: string }
);

export interface ParsedText {
  readonly boxes: readonly Box[];
  readonly answer: string | null;
  /** Text of every span that was found, by name. */
  readonly spans: Readonly<Record<string, string>>;
}

export interface ScoredCompletions {
  readonly table: RewardTable;
  /** [R] */
  readonly found: readonly ParsedText[];
  /** [R × T] bit s = the token lies in the span `spanNames[s]`. */
  readonly tokenSpans: Int32Array;
  readonly spanNames: readonly string[];
}

/** The uses of the configuration. */
const usesOf = (config: Config): RewardUse[] =>
  rewardUsesOf(config).map(({ block, ...use }) => ({ ...use, name: block }));

async function readFound({ rollouts, bytesPerRollout, grammar, ...arrays }: ParsedCompletions): Promise<ParsedText[]> {
  const [words, spans, numbers] = await Promise.all([
    arrays.completionBytes.read(),
    arrays.spans.read(),
    arrays.numbers.read(),
  ]);
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  return Array.from({ length: rollouts }, (_, r) => {
    const row = numbers.subarray(r * NUMBERS_PER_ROLLOUT, (r + 1) * NUMBERS_PER_ROLLOUT);
    const boxes = Array.from({ length: Math.min(row[NUMBERS['boxCount']!]!, MAX_BOXES) }, (_box, b) => {
      const at = BOXES_AT + 4 * b;
      return [row[at]!, row[at + 1]!, row[at + 2]!, row[at + 3]!] as const;
    });
    const texts = grammar.tags.flatMap(({ name }, at): [string, string][] => {
      const span = r * SPAN_ROW + (1 + at) * 4;
      const [start, end] = [spans[span]!, spans[span + 1]!];
      const text = bytes.subarray(r * bytesPerRollout + start, r * bytesPerRollout + end);
      return start < 0 ? [] : [[name, new TextDecoder().decode(text).trim()]];
    });
    const found = Object.fromEntries(texts);
    return { boxes, answer: found['answer'] ?? null, spans: found };
  });
}

/** The texts of the rollouts as rewards read them; the caller destroys the result. */
export function parseRollouts(
  { compute, policy, config }: Omit<Scorer, 'edits' | 'step'>,
  { tokens, lengths, maxTokens, truncated }: Rollouts,
): Promise<ParsedCompletions> {
  return parseCompletions(compute, {
    ...{ tokens, lengths, maxTokens, truncated },
    tokenBytes: policy.tokenizer.tokenBytes,
    grammar: grammarOf(config.grammar.grammar),
    coordinateScale: config.grammar.coordinate_scale,
    imageSize: policy.info.imageSize,
  });
}

const picturesOf = (place: PlaceToScore): Pictured => ('prompt' in place ? place.prompt : place);
const truthOf = (place: PlaceToScore): Truth => {
  const question = 'prompt' in place ? place.text : place.question;
  return { ...(question !== undefined && { question }), ...place.truth };
};

export async function scoreCompletions(
  { compute, policy, config, edits, step }: Scorer,
  rollouts: Rollouts,
  places: readonly PlaceToScore[],
  signals: Signals = new Map(),
  units: UnitsByKind = {},
): Promise<ScoredCompletions> {
  const { oldLogProbs, entropies, generations } = rollouts;
  const parsed = await parseRollouts({ compute, policy, config }, rollouts);
  try {
    const table = await scoreRewards(compute, {
      ...{ parsed, generations, units },
      truths: places.map(truthOf),
      signals: new Map([...signalsOf({ logProb: oldLogProbs, entropy: entropies }), ...signals]),
      uses: usesOf(config),
      edited: edits,
      seed: config.data.seed,
      ...(step !== undefined && { step }),
      vocabSize: policy.tokenizer.tokenBytes.offsets.length - 1,
      pictures: () => modelPictures(compute, policy.info.imageSize, places.map(picturesOf)),
    });
    const tokenSpans = (await parsed.tokenSpans.read()) as Int32Array;
    return { table, found: await readFound(parsed), tokenSpans, spanNames: parsed.spanNames };
  } finally {
    parsed.destroy();
  }
}
