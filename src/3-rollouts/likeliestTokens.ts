// What: the most likely token at each position of given completions: what the model would have said there.
// Formula: arg max over the vocabulary (shaders/3-rollouts/topTokens), one decode per token.
// Shapes: rows of the batch [N], T tokens; the result [N × T], −1 behind the end of a row.
import { freeArray } from '../gpu/freeArray.ts';
import type { Policy, Prefix, RowBatch } from '../2-policy/types.ts';
import type { Compute } from '../gpu/compute.ts';
import { topTokens } from './topTokens.ts';
import { feedObservations } from './turns.ts';

/** `prefix` was computed with this θ. */
export async function likeliestTokens(
  { policy, compute, theta }: { readonly policy: Policy; readonly compute: Compute; readonly theta: Float32Array },
  prefix: Prefix,
  { generations, maxTokens: T, inputTokens, lengths, observations = [] }: RowBatch,
): Promise<Int32Array> {
  const N = lengths.length;
  const likeliest = new Int32Array(N * T).fill(-1);
  const observed = observations.reduce((sum, { ids }) => sum + ids.length, 0);
  const rows = policy.startRows(prefix, generations, T + observed);
  const settings = { rows: N, vocabSize: policy.info.vocabSize, count: 1, temperature: 1 };
  try {
    for (let t = 0; t < Math.max(...lengths); t++) {
      let fed = Int32Array.from({ length: N }, (_, r) => inputTokens[r * T + t]!);
      const looks = observations.filter(({ after }) => after === t);
      if (looks.length > 0) fed = Int32Array.from(await feedObservations(policy, theta, rows, fed, looks));
      const logits = await policy.decode(theta, rows, fed);
      try {
        const { ids } = await topTokens(compute, logits, settings);
        lengths.forEach((length, r) => {
          if (t < length) likeliest[r * T + t] = ids[r]!;
        });
      } finally {
        freeArray(logits);
      }
    }
  } finally {
    rows.dispose();
  }
  return likeliest;
}
