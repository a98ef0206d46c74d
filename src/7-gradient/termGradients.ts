// What: the gradient of every vector that the terms of a loss name. Terms on the same rows share one backward pass.
// Formula: dθ_v = Σ over row sets behind v of Σ_tokens (Σ terms coef)·∇log p + (Σ terms coefEntropy)·∇H.
// Shapes: coef [N × T × K], coefEntropy [N × T], gradients [n].
import type { Policy, RowScores } from '../2-policy/types.ts';
import type { Term, TermRows, VectorName } from '../blocks/step.ts';

export interface TermGradients {
  /** By vector. */
  readonly gradients: ReadonlyMap<VectorName, Float32Array>;
  /** What the backward passes saw, by id of the rows. */
  readonly scores: ReadonlyMap<string, RowScores>;
  /** Backward passes. */
  readonly passes: number;
}

interface RowSet {
  readonly rows: TermRows;
  coef: Float32Array;
  coefEntropy: Float32Array | null;
}

function added(a: Float32Array, b: Float32Array, what: string): Float32Array {
  if (a.length !== b.length) throw new Error(`${what} have ${a.length} and ${b.length} coefficients on the same rows.`);
  return a.map((value, i) => value + b[i]!);
}

/** Row sets in the order in which the terms name them. */
function rowSetsOf(terms: readonly Term[]): RowSet[] {
  const sets = new Map<string, RowSet>();
  for (const { name, rows, coef, coefEntropy = null } of terms) {
    const known = sets.get(rows.id);
    if (!known) {
      sets.set(rows.id, { rows, coef, coefEntropy });
      continue;
    }
    const same = (['vector', 'prefix', 'batch'] as const).every((part) => known.rows[part] === rows[part]);
    if (!same)
      throw new Error(
        `The term ${name} names its rows '${rows.id}', which another term uses for different rows; rename them.`,
      );
    known.coef = added(known.coef, coef, `The terms on '${rows.id}'`);
    const entropies = known.coefEntropy;
    known.coefEntropy =
      entropies && coefEntropy
        ? added(entropies, coefEntropy, `The terms on '${rows.id}'`)
        : (entropies ?? coefEntropy);
  }
  return [...sets.values()];
}

export async function termGradients(
  policy: Policy,
  vectors: ReadonlyMap<VectorName, Float32Array>,
  terms: readonly Term[],
  temperature: number,
  onProgress?: (donePasses: number, totalPasses: number) => void,
): Promise<TermGradients> {
  const gradients = new Map<VectorName, Float32Array>();
  const scores = new Map<string, RowScores>();
  const sets = rowSetsOf(terms);
  for (const [i, { rows, coef, coefEntropy }] of sets.entries()) {
    const { batch, prefix, vector, id } = rows;
    const theta = vectors.get(vector);
    if (!theta) throw new Error(`There is no vector '${vector}' for the rows '${id}'.`);
    const entropies = coefEntropy ?? new Float32Array(batch.lengths.length * batch.maxTokens);
    const ofAll = (done: number, total: number) => onProgress?.(i * total + done, sets.length * total);
    const coefficients = { coef, coefEntropy: entropies };
    const { gradient, ...seen } = await policy.gradient(theta, prefix, batch, coefficients, temperature, ofAll);
    const before = gradients.get(vector);
    gradients.set(vector, before ? before.map((value, k) => value + gradient[k]!) : gradient);
    scores.set(id, seen);
  }
  return { gradients, scores, passes: sets.length };
}
