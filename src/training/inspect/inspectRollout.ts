// What: the alternatives of every token of one rollout of the last step: their probabilities under θ that sampled it and
// under θ now. Made on request: two teacher-forced decodes for the most likely tokens, two score passes for the numbers.
// Formula: p = softmax(logits / temperature) over the full vocabulary, no filter; greedy rollouts are scored at 1.
// Shapes: L tokens, K ids per token (the token itself, then the TOP of each θ; filled up with the token itself).
import { freeArray } from '../../gpu/freeArray.ts';
import { topTokens } from '../../3-rollouts/topTokens.ts';
import { feedObservations } from '../../3-rollouts/turns.ts';
import type { Observation, PreparedPrompt, Prefix, RowBatch } from '../../2-policy/types.ts';
import type { LastStep } from './lastStep.ts';
import { DRAWN, encodePlaces, viewSpecOf } from '../step/views.ts';
import { viewOfGroup } from './probeViews.ts';
import type { Inspector } from './probeViews.ts';
import type { TokenInspection } from '../protocol.ts';

export const TOP = 5;
export const scoredAt = ({ config }: LastStep): number => config.sampling.temperature || 1;

type Row = {
  readonly tokens: Int32Array;
  readonly prompt: PreparedPrompt;
  /** Crops that the rollout got, as observations of row 0. */
  readonly looks: readonly Observation[];
};

/** [L × TOP] most likely ids at every position of the row. */
async function mostLikely(
  { compute, policy }: Inspector,
  theta: Float32Array,
  prefix: Prefix,
  last: LastStep,
  row: Row,
) {
  const found: Int32Array[] = [];
  const observed = row.looks.reduce((sum, { ids }) => sum + ids.length, 0);
  const rows = policy.startRows(prefix, 1, row.tokens.length + observed);
  try {
    for (let t = 0; t < row.tokens.length; t++) {
      let fed: Int32Array = Int32Array.of(t === 0 ? prefix.lastTokens[0]! : row.tokens[t - 1]!);
      const look = row.looks.filter(({ after }) => after === t);
      if (look.length > 0) fed = await feedObservations(policy, theta, rows, fed, look);
      const logits = await policy.decode(theta, rows, fed);
      try {
        const settings = { rows: 1, vocabSize: policy.info.vocabSize, count: TOP, temperature: scoredAt(last) };
        found.push((await topTokens(compute, logits, settings)).ids);
      } finally {
        freeArray(logits);
      }
    }
  } finally {
    rows.dispose();
  }
  return found;
}

async function withPrefix<T>(
  { policy }: Inspector,
  theta: Float32Array,
  prompt: PreparedPrompt,
  work: (prefix: Prefix) => Promise<T>,
): Promise<T> {
  const prefix = await policy.prefill(theta, [prompt]);
  try {
    return await work(prefix);
  } finally {
    prefix.dispose();
  }
}

/** One teacher-forced row that asks for the log-probs of `ids` at every position. */
function rowOf(prefix: Prefix, { tokens, looks }: Row, ids: readonly (readonly number[])[]): RowBatch {
  const idsPerToken = Math.max(...ids.map(({ length }) => length));
  const filled = ids.flatMap((own) => Array.from({ length: idsPerToken }, (_, k) => own[k] ?? own[0]!));
  return {
    generations: 1,
    maxTokens: tokens.length,
    inputTokens: Int32Array.from(tokens, (_, t) => (t === 0 ? prefix.lastTokens[0]! : tokens[t - 1]!)),
    lengths: Int32Array.of(tokens.length),
    ids: Int32Array.from(filled),
    idsPerToken,
    ...(looks.length > 0 && { observations: looks }),
  };
}

/** Tokens of rollout `rollout` of group `group`. */
export function tokensOf({ rollouts }: LastStep, group: number, rollout: number): Int32Array {
  const { generations, maxTokens, lengths, tokens } = rollouts;
  const r = group * generations + rollout;
  return tokens.slice(r * maxTokens, r * maxTokens + lengths[r]!);
}

export async function inspectRollout(
  inspector: Inspector,
  last: LastStep,
  now: Float32Array,
  { group, rollout }: { readonly group: number; readonly rollout: number },
): Promise<TokenInspection[]> {
  const tokens = tokensOf(last, group, rollout);
  if (tokens.length === 0) return [];
  const { policy } = inspector;
  const views = await viewOfGroup(inspector, last, group, DRAWN, viewSpecOf(last.config, last.drawn[group]!, DRAWN));
  const [prompt] = await encodePlaces(policy, [last.drawn[group]!], [views]);
  const r = group * last.rollouts.generations + rollout;
  const looks = (last.rollouts.turns?.looks ?? []).filter((look) => look.row === r);
  const row = { tokens, prompt: prompt!, looks: looks.map((look) => ({ ...look, row: 0 })) };
  const thetas = [last.theta, now] as const;
  const tops: Int32Array[][] = [];
  for (const theta of thetas) {
    tops.push(
      await withPrefix(inspector, theta, row.prompt, (prefix) => mostLikely(inspector, theta, prefix, last, row)),
    );
  }
  const asked = Array.from(tokens, (token, t) => [...new Set([token, ...tops[0]![t]!, ...tops[1]![t]!])]);
  const scores: Float32Array[] = [];
  for (const theta of thetas) {
    const score = (prefix: Prefix) => policy.score(theta, prefix, rowOf(prefix, row, asked), scoredAt(last));
    scores.push((await withPrefix(inspector, theta, row.prompt, score)).logProbs);
  }
  return describe(inspector, asked, scores[0]!, scores[1]!);
}

function describe(
  { policy }: Inspector,
  asked: readonly (readonly number[])[],
  before: Float32Array,
  after: Float32Array,
): TokenInspection[] {
  const idsPerToken = Math.max(...asked.map(({ length }) => length));
  return asked.map((ids, t) => {
    const at = t * idsPerToken;
    const alternatives = ids.map((id, k) => ({
      id,
      text: policy.tokenizer.decode([id]),
      before: Math.exp(before[at + k]!),
      after: Math.exp(after[at + k]!),
    }));
    alternatives.sort((a, b) => b.before - a.before);
    return { id: ids[0]!, logProbBefore: before[at]!, logProbAfter: after[at]!, alternatives };
  });
}
