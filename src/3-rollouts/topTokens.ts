// What: the most likely next tokens of every row with their log-probs, for the tooltips of the page.
// Formula: see shaders/3-rollouts/topTokens.wgsl (full vocabulary, temperature applied, no filter).
import type { Logits } from '../2-policy/types.ts';
import type { Compute } from '../gpu/compute.ts';

export interface TopTokens {
  /** [rows × count], most likely first. */
  readonly ids: Int32Array;
  readonly logProbs: Float32Array;
}

export const MAX_TOP_TOKENS = 16;

export async function topTokens(
  compute: Compute,
  logits: Logits,
  settings: { readonly rows: number; readonly vocabSize: number; readonly count: number; readonly temperature: number },
): Promise<TopTokens> {
  const { rows, vocabSize, temperature } = settings;
  const count = Math.min(settings.count, MAX_TOP_TOKENS, vocabSize);
  const { topIds, topLogProbs } = await compute.run('3-rollouts/topTokens', {
    params: { rows, vocabSize, count, temperature },
    inputs: { logits },
    outputs: { topIds: rows * count, topLogProbs: rows * count },
    dispatch: { workgroups: rows },
  });
  const [ids, logProbs] = await Promise.all([topIds!.read(), topLogProbs!.read()]);
  topIds!.destroy();
  topLogProbs!.destroy();
  return { ids: ids as Int32Array, logProbs: logProbs as Float32Array };
}
