// What: teacher-forced rows as the feeds of the graphs, and the choice between the fused graph and the chunked head.
// Formula: fused where R·T·V floats fit LOGITS_BYTES: one run; else rows → hidden on the host → head in chunks of tokens.
// Shapes: R rows, T tokens, K ids, N = valid tokens (chunked) or R·T (fused); hidden [N,D]; ids int32 [N,K].
import {
  COEF,
  COEF_ENTROPY,
  ENTROPY,
  HIDDEN,
  IDS,
  INPUTS_EMBEDS,
  LOGP,
  POSITIONS,
  TEMPERATURE,
  THETA,
} from '../../onnx/decoderGraphsNames.ts';
import { float32, int32, type Tensor, type Tensors } from '../../ort/tensor.ts';
import type { PolicyParts } from '../prefix.ts';
import type { RowBatch, RowScores } from '../types.ts';
import type { RowPass } from './rowPass.ts';

/** Largest logits tensor; the head needs a handful of the same size. Half the smallest WebGPU binding limit. */
export const LOGITS_BYTES = 64 * 2 ** 20;

export function checkBatch({ prefix, batch }: RowPass): void {
  const { generations, maxTokens: T, idsPerToken: K, inputTokens, ids, lengths } = batch;
  const R = prefix.prompts.length * generations;
  if (inputTokens.length !== R * T || ids.length !== R * T * K || lengths.length !== R)
    throw new Error(`The rows do not fit the prefix: ${prefix.prompts.length} prompts × ${generations} × ${T} tokens.`);
}

export async function rowFeeds({ sessions, embedder }: PolicyParts, pass: RowPass): Promise<Tensors> {
  const { theta, prefix, batch, outside } = pass;
  const { maxTokens: T, inputTokens, lengths } = batch;
  const { hiddenSize: D } = sessions.graphs;
  const embeds = await embedder.embed(inputTokens);
  outside?.places.forEach((place, n) => embeds.set(outside.embeds.subarray(n * D, (n + 1) * D), place * D));
  return {
    ...prefix.feeds,
    [THETA]: float32(theta, [theta.length]),
    [INPUTS_EMBEDS]: float32(embeds, [lengths.length, T, D]),
    [POSITIONS]: prefix.positions(lengths.length, T),
  };
}

export function fits(parts: PolicyParts, { lengths, maxTokens }: RowBatch): boolean {
  return lengths.length * maxTokens * parts.sessions.graphs.vocabSize * 4 <= parts.logitsBytes;
}

/** ids, temperature and coefficients of the listed tokens (indices into R·T). */
export function headFeeds({ batch, temperature, coefficients }: RowPass, tokens: Int32Array): Tensors {
  const K = batch.idsPerToken;
  const N = tokens.length;
  const take = <A extends Float32Array | Int32Array>(values: A, width: number, into: A): A => {
    tokens.forEach((token, n) => into.set(values.subarray(token * width, (token + 1) * width), n * width));
    return into;
  };
  return {
    [IDS]: int32(take(batch.ids, K, new Int32Array(N * K)), [N, K]),
    [TEMPERATURE]: float32(Float32Array.of(temperature), [1]),
    ...(coefficients && {
      [COEF]: float32(take(coefficients.coef, K, new Float32Array(N * K)), [N, K]),
      [COEF_ENTROPY]: float32(take(coefficients.coefEntropy, 1, new Float32Array(N)), [N]),
    }),
  };
}

export const allTokens = ({ lengths, maxTokens }: RowBatch): Int32Array =>
  Int32Array.from({ length: lengths.length * maxTokens }, (_, i) => i);

/** Indices of the tokens that carry a target. */
export const validTokens = ({ lengths, maxTokens: T }: RowBatch): Int32Array =>
  Int32Array.from([...lengths].flatMap((length, r) => Array.from({ length }, (_, t) => r * T + t)));

/** Scores of some tokens, put where they belong in the whole batch. */
export class ScoreTable {
  private readonly logProbs: Float32Array;
  private readonly entropies: Float32Array;

  constructor(private readonly whole: RowBatch) {
    const size = whole.lengths.length * whole.maxTokens;
    this.logProbs = new Float32Array(size * whole.idsPerToken);
    this.entropies = new Float32Array(size);
  }

  /** `tokens` are places of a part, whose first row is row `firstRow` of the whole and which may have fewer columns. */
  async put(
    { maxTokens: T, lengths }: RowBatch,
    firstRow: number,
    tokens: Int32Array,
    outputs: Readonly<Record<string, Tensor>>,
  ): Promise<void> {
    const { idsPerToken: K, maxTokens } = this.whole;
    const logp = await outputs[LOGP]!.floats();
    const entropy = await outputs[ENTROPY]!.floats();
    tokens.forEach((token, n) => {
      const row = Math.floor(token / T);
      if (token % T >= lengths[row]!) return;
      const place = (firstRow + row) * maxTokens + (token % T);
      this.logProbs.set(logp.subarray(n * K, (n + 1) * K), place * K);
      this.entropies[place] = entropy[n]!;
    });
  }

  scores(): RowScores {
    return { logProbs: this.logProbs, entropies: this.entropies };
  }
}

const chunkSize = ({ sessions, logitsBytes }: PolicyParts) =>
  Math.max(1, Math.floor(logitsBytes / (sessions.graphs.vocabSize * 4)));

export const chunkCount = (parts: PolicyParts, { batch }: RowPass): number =>
  Math.ceil(validTokens(batch).length / chunkSize(parts));

/** Runs `visit` on chunks of valid tokens with their rows of hidden [R·T × D]. */
export async function chunks(
  parts: PolicyParts,
  pass: RowPass,
  hidden: Float32Array,
  visit: (tokens: Int32Array, feeds: Tensors) => Promise<void>,
): Promise<void> {
  const { hiddenSize: D } = parts.sessions.graphs;
  const size = chunkSize(parts);
  const valid = validTokens(pass.batch);
  for (let start = 0; start < valid.length; start += size) {
    const tokens = valid.subarray(start, start + size);
    const rows = new Float32Array(tokens.length * D);
    tokens.forEach((token, n) => rows.set(hidden.subarray(token * D, (token + 1) * D), n * D));
    const feeds = { ...headFeeds(pass, tokens), [THETA]: float32(pass.theta, [pass.theta.length]) };
    await visit(tokens, { ...feeds, [HIDDEN]: float32(rows, [tokens.length, D]) });
  }
}
