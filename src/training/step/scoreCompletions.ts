// What: stage 4 as the loop and the evaluation call it: the configuration's rewards over a set of rollouts, and what the
// grammar found in each text.
import type { Box } from '../../1-image/types.ts';
import type { PolicyInfo, PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import { grammarByName } from '../../4-rewards/grammars.ts';
import { BOXES_AT, MAX_BOXES, NUMBERS, NUMBERS_PER_ROLLOUT, SPAN_ROW } from '../../4-rewards/layout.ts';
import { parseCompletions } from '../../4-rewards/parseCompletions.ts';
import { scoreRewards } from '../../4-rewards/scoreRewards.ts';
import type { ParsedCompletions, RewardTable, Truth } from '../../4-rewards/types.ts';
import type { Config } from '../../config/config.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { RewardEdits } from '../rewardTrial/rewardEdits.ts';

export interface Scorer {
  readonly compute: Compute;
  readonly policy: { readonly info: PolicyInfo; readonly tokenizer: PolicyTokenizer };
  readonly config: Config;
  readonly edits: RewardEdits;
}

export interface FoundInText {
  readonly boxes: readonly Box[];
  readonly answer: string | null;
  /** Text of every span that was found, by name. */
  readonly spans: Readonly<Record<string, string>>;
}

export interface ScoredCompletions {
  readonly table: RewardTable;
  /** [R] */
  readonly found: readonly FoundInText[];
}

/** reward_knobs: 'name=value'. */
function knobsOf({ reward }: Config): Record<string, number> {
  const own = reward.reward_knobs.map((text) => {
    const at = text.indexOf('=');
    return [text.slice(0, at), Number(text.slice(at + 1))] as const;
  });
  return Object.fromEntries(own);
}

async function readFound({ rollouts, bytesPerRollout, grammar, ...arrays }: ParsedCompletions): Promise<FoundInText[]> {
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
  { compute, policy, config }: Omit<Scorer, 'edits'>,
  { tokens, lengths, maxTokens, truncated }: Rollouts,
): Promise<ParsedCompletions> {
  return parseCompletions(compute, {
    ...{ tokens, lengths, maxTokens, truncated },
    tokenBytes: policy.tokenizer.tokenBytes,
    grammar: grammarByName(config.grammar.grammar),
    coordinateScale: config.grammar.coordinate_scale,
    imageSize: policy.info.imageSize,
  });
}

export async function scoreCompletions(
  { compute, policy, config, edits }: Scorer,
  rollouts: Rollouts,
  prompts: readonly { readonly truth: Truth }[],
): Promise<ScoredCompletions> {
  const { signals, oldLogProbs, entropies, generations } = rollouts;
  const parsed = await parseRollouts({ compute, policy, config }, rollouts);
  try {
    const table = await scoreRewards(compute, {
      ...{ parsed, generations },
      truths: prompts.map(({ truth }) => truth),
      signals: { logProb: oldLogProbs, entropy: entropies, ...signals },
      rewardFuncs: config.reward.reward_funcs,
      rewardWeights: config.composition.reward_weights,
      knobs: knobsOf(config),
      edited: edits,
    });
    return { table, found: await readFound(parsed) };
  } finally {
    parsed.destroy();
  }
}
