// What: one decode step of the sampler: logits → a token, its log-prob and the entropy of every row, in one read-back. Logits on the host
//   (the WASM provider) are sampled there: shaders/3-rollouts/sampleTokens.host.ts.
// Formula: see shaders/3-rollouts/sampleTokens.wgsl. Log-prob and entropy: full vocabulary, temperature applied, no filter.
import type { Logits } from '../2-policy/types.ts';
import type { Compute, HostArray } from '../gpu/compute.ts';
import { seedWords } from '../gpu/seedWords.ts';

export interface SampleSettings {
  readonly rows: number;
  readonly vocabSize: number;
  /** 0 = greedy (log-probs at temperature 1). */
  readonly temperature: number;
  /** 0 = off. */
  readonly topK: number;
  /** 1 = off. */
  readonly topP: number;
  /** 0 = off; keeps tokens with p ≥ minP · max p. */
  readonly minP?: number;
  readonly seed: number;
  readonly step: number;
  /** Position of the token in the completion: the random counter, with the row. */
  readonly position: number;
  /** Row of the step (prompt·G + rollout) that logits row 0 is; 0 unless rows are sampled in parts. */
  readonly firstRow?: number;
  /** [rows] ids to score instead of drawing; −1 draws. */
  readonly forced?: Int32Array;
}

export interface SampledTokens {
  readonly tokens: Int32Array;
  readonly logProbs: Float32Array;
  readonly entropies: Float32Array;
}

/** `logits` [rows × vocabSize], on the device or on the host. */
export async function sampleTokens(compute: Compute, logits: Logits, settings: SampleSettings): Promise<SampledTokens> {
  const { rows, vocabSize, temperature, topK, topP, minP = 0, seed, step, position, firstRow = 0, forced } = settings;
  if (logits.length < rows * vocabSize) {
    throw new Error(`The sampler got ${logits.length} logits for ${rows} rows of ${vocabSize} tokens.`);
  }
  if (!(temperature >= 0) || !(topP > 0)) {
    throw new Error(`The sampler needs temperature ≥ 0 and top_p > 0, not ${temperature} and ${topP}.`);
  }
  const [seedLow, seedHigh] = seedWords(seed);
  const hasForced = forced ? 1 : 0;
  const { sampled } = await compute.run('3-rollouts/sampleTokens', {
    params: { rows, vocabSize, temperature, topK, topP, minP, hasForced, seedLow, seedHigh, step, firstRow, position },
    inputs: { logits, forced: forced ?? new Int32Array(0) },
    outputs: { sampled: rows * 3 },
    dispatch: { workgroups: rows },
  });
  try {
    return unpack(await sampled!.read(), rows);
  } finally {
    sampled!.destroy();
  }
}

function unpack(sampled: HostArray, rows: number): SampledTokens {
  const column = (k: number) => (_: unknown, r: number) => sampled[3 * r + k]!;
  const tokens = Int32Array.from({ length: rows }, column(0));
  const broken = tokens.indexOf(-1);
  if (broken >= 0) {
    throw new Error(`The policy gave logits that are not finite (row ${broken}): lower the learning rate and reset.`);
  }
  return {
    tokens,
    logProbs: Float32Array.from({ length: rows }, column(1)),
    entropies: Float32Array.from({ length: rows }, column(2)),
  };
}
