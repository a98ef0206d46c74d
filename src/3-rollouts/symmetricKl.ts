// What: the distance between two policies' next-token distributions along given completions: both read the same tokens, each
//   behind a prefix of its own.
// Formula: shaders/3-rollouts/symmetricKl, one decode of each per token.
// Shapes: rows of the batch [N], T tokens; the result [N × T], 0 behind the end of a row. Units: nats.
import { freeArray } from '../gpu/freeArray.ts';
import type { Logits, Policy, Prefix, RowBatch } from '../2-policy/types.ts';
import type { Compute, HostArray } from '../gpu/compute.ts';
import { feedObservations } from './turns.ts';

export async function symmetricKl(
  compute: Compute,
  logits: Logits,
  otherLogits: Logits,
  settings: { readonly rows: number; readonly vocabSize: number; readonly temperature: number },
): Promise<HostArray> {
  const { divergences } = await compute.run('3-rollouts/symmetricKl', {
    params: settings,
    inputs: { logits, otherLogits },
    outputs: { divergences: settings.rows },
    dispatch: { workgroups: settings.rows },
  });
  try {
    return await divergences!.read();
  } finally {
    divergences!.destroy();
  }
}

/** Both prefixes were computed with this θ, and have the prompts of the batch in the same order. */
export async function symmetricKlAlong(
  { policy, compute, theta }: { readonly policy: Policy; readonly compute: Compute; readonly theta: Float32Array },
  prefixes: readonly [Prefix, Prefix],
  batch: RowBatch,
  temperature: number,
): Promise<Float32Array> {
  const { generations, maxTokens: T, inputTokens, lengths, observations = [] } = batch;
  const N = lengths.length;
  const observed = observations.reduce((sum, { ids }) => sum + ids.length, 0);
  const open = prefixes.map((prefix) => policy.startRows(prefix, generations, T + observed));
  const values = new Float32Array(N * T);
  try {
    for (let t = 0; t < Math.max(...lengths); t++) {
      const looks = observations.filter(({ after }) => after === t);
      const logits: Logits[] = [];
      try {
        for (const [k, rows] of open.entries()) {
          let fed = Int32Array.from({ length: N }, (_, r) =>
            t === 0 ? prefixes[k]!.lastTokens[Math.floor(r / generations)]! : inputTokens[r * T + t]!,
          );
          if (looks.length > 0) fed = Int32Array.from(await feedObservations(policy, theta, rows, fed, looks));
          logits.push(await policy.decode(theta, rows, fed));
        }
        const settings = { rows: N, vocabSize: policy.info.vocabSize, temperature };
        const found = await symmetricKl(compute, logits[0]!, logits[1]!, settings);
        lengths.forEach((length, r) => {
          if (t < length) values[r * T + t] = found[r]!;
        });
      } finally {
        for (const array of logits) freeArray(array);
      }
    }
  } finally {
    for (const rows of open) rows.dispose();
  }
  return values;
}
