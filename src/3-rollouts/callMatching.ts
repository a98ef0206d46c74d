// What: how well calls of tools fit those that were expected: how alike two calls are, and which of them belong together.
// Formula: similarity of a call p and a reference g = 0 where their names differ (in whatever case), else (1 + |K_p ∩ K_g|/|K_p ∪ K_g| + #{k ∈ K_g: p_k = g_k})/
//   (2 + |K_g|), K the names of the parameters (two empty sets: 1). Crops: IoU. greedy: pairs in falling order of similarity, equal ones by
//   prediction and then by reference; each is used once, and 0 matches nothing. transport: T minimises −Σ T·S − reg·H(T) with row sums 1/P and
//   column sums 1/G (Sinkhorn, at most 1000 rounds, until the column sums are met to 1e-9); the reward of a call is its row of Σ T·S: at most 1/P.
// Shapes: similarity [P][G]. Units: 0…1.
// Source: MatchTIR: quchangle1/MatchTIR, Code/verl/utils/reward_score/tool.py: tool_similarity, hungarian_assignment (which is
//   greedy), assign_rewards_hungarian, assign_rewards_ot; POT, ot.sinkhorn.
import type { Box } from '../1-image/types.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface Call {
  readonly name: string;
  readonly parameters: Values;
}

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** Equal as JSON; "1" is not 1. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

export function callSimilarity(predicted: Call, reference: Call): number {
  if (predicted.name.toLowerCase() !== reference.name.toLowerCase()) return 0;
  const [own, wanted] = [Object.keys(predicted.parameters), Object.keys(reference.parameters)];
  const shared = wanted.filter((key) => Object.hasOwn(predicted.parameters, key));
  const all = own.length + wanted.length - shared.length;
  const equal = shared.filter((key) => isSame(predicted.parameters[key], reference.parameters[key]));
  return (1 + (all === 0 ? 1 : shared.length / all) + equal.length) / (2 + wanted.length);
}

export function cropSimilarity(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  const both = Math.max(0, width) * Math.max(0, height);
  const area = ([x0, y0, x1, y1]: Box) => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
  const union = area(a) + area(b) - both;
  return union > 0 ? both / union : 0;
}

type Similarity = readonly (readonly number[])[];

/** [P] the reference of each prediction; null = none. */
export function greedyMatches(similarity: Similarity): (number | null)[] {
  const matches: (number | null)[] = similarity.map(() => null);
  const pairs = similarity.flatMap((row, i) => row.map((score, j) => ({ score, i, j })));
  // Sorting keeps the order of equal ones.
  for (const { score, i, j } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (score > 0 && matches[i] === null && !matches.includes(j)) matches[i] = j;
  }
  return matches;
}

/** [P] */
export const matchedRewards = (similarity: Similarity, unmatched: number): number[] =>
  greedyMatches(similarity).map((j, i) => (j === null ? unmatched : similarity[i]![j]!));

const ROUNDS = 1000;
const TOLERANCE = 1e-9;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** [P] Σ T·S of each prediction. Throws without a reference: there is nothing to bring them to. */
export function transportRewards(similarity: Similarity, reg: number): number[] {
  const [P, G] = [similarity.length, similarity[0]?.length ?? 0];
  if (P === 0) return [];
  if (G === 0) throw new Error('There is no reference call, so nothing can be transported; match greedily instead.');
  const kernel = similarity.map((row) => row.map((score) => Math.exp(score / reg)));
  const columns = [...kernel[0]!.keys()];
  let [u, v] = [new Array<number>(P).fill(1 / P), new Array<number>(G).fill(1 / G)];
  for (let round = 0; round < ROUNDS; round++) {
    v = columns.map((j) => 1 / G / sum(kernel.map((row, i) => row[j]! * u[i]!)));
    u = kernel.map((row) => 1 / P / sum(row.map((value, j) => value * v[j]!)));
    if (round % 10 !== 0) continue;
    const gaps = columns.map((j) => sum(kernel.map((row, i) => u[i]! * row[j]! * v[j]!)) - 1 / G);
    if (Math.hypot(...gaps) < TOLERANCE) break;
  }
  return kernel.map((row, i) => sum(row.map((value, j) => u[i]! * value * v[j]! * similarity[i]![j]!)));
}
