// What: dL/dθ of L = Σ coef·log p(ids) + Σ coefEntropy·H over rows, through the rows and through the shared prefix.
// Formula: dθ = rows' share + prompts' share (fed with d prefix KV, already summed over the rows of a prompt) + head's
//   share where lm_head is a target. Fused: rows forward → head → rows backward in one run. Chunked: rows → hidden; per
//   chunk of tokens headVjp → dHidden; rowsVjp (which repeats the forward pass).
// Shapes: grad/prefix.{i}.key/value [U,KV,S,hd]; grad/theta [n].
// Source: DESIGN §2 (score, then differentiate; shared prefix).
import { D_HIDDEN, GRAD_HIDDEN, GRAD_THETA, gradOf, HIDDEN, THETA } from '../../onnx/decoderGraphsNames.ts';
import { float32, type Tensor, type Tensors } from '../../ort/tensor.ts';
import { GRAD_THETA_HEAD } from '../fuseHead.ts';
import { keyValueNames, type PolicyParts } from '../prefix.ts';
import { allTokens, checkBatch, chunkCount, chunks, fits, headFeeds, rowFeeds, ScoreTable } from './rowFeeds.ts';
import type { RowPass } from './rowPass.ts';
import { trimColumns, trimRows } from './trimRows.ts';
import type { RowScores } from '../types.ts';
import { narrow, widen } from './widenRows.ts';

export async function gradientRows(
  parts: PolicyParts,
  whole: RowPass,
): Promise<RowScores & { readonly gradient: Float32Array }> {
  checkBatch(whole);
  const wide = widen(whole, parts.sessions.graphs.hiddenSize);
  if (wide) {
    const { gradient, ...scores } = await gradientRows(parts, wide.pass);
    return { ...narrow(scores, wide.places, whole.batch.idsPerToken), gradient };
  }
  const pass = trimmed(whole);
  const table = new ScoreTable(pass.batch, whole.batch.maxTokens);
  const gradient = new Float32Array(pass.theta.length);
  const feeds = await rowFeeds(parts, pass);
  const isFused = fits(parts, pass.batch);
  const ran = counter(pass, isFused ? 2 : 3 + chunkCount(parts, pass));
  const outputs = isFused
    ? await fused(parts, pass, feeds, table)
    : await chunked(parts, pass, feeds, table, { gradient, ran });
  ran();
  const { [GRAD_THETA_HEAD]: head } = outputs;
  if (head) add(gradient, await head.floats());
  add(gradient, await outputs[GRAD_THETA]!.floats());
  add(gradient, await promptShare(parts, pass, outputs));
  ran();
  for (const tensor of Object.values(outputs)) tensor.dispose();
  return { ...table.scores(), gradient };
}

/** To be called after every run of the network. */
function counter({ onProgress }: RowPass, total: number): () => void {
  let done = 0;
  return () => onProgress?.(++done, total);
}

function trimmed(whole: RowPass): RowPass {
  const { batch, coefficients } = whole;
  const { lengths, maxTokens: T, idsPerToken: K } = batch;
  const short = trimRows(batch);
  const R = lengths.length;
  if (!coefficients || coefficients.coef.length !== R * T * K || coefficients.coefEntropy.length !== R * T)
    throw new Error(`The coefficients do not fit ${R} rows of ${T} tokens with ${K} ids each.`);
  const coef = trimColumns(coefficients.coef, R, T * K, short.maxTokens * K);
  const coefEntropy = trimColumns(coefficients.coefEntropy, R, T, short.maxTokens);
  return { ...whole, batch: short, coefficients: { coef, coefEntropy } };
}

type Outputs = Readonly<Record<string, Tensor>>;

async function fused(parts: PolicyParts, pass: RowPass, feeds: Tensors, table: ScoreTable): Promise<Outputs> {
  const tokens = allTokens(pass.batch);
  const outputs = await parts.sessions.run('rowsHeadVjp', { ...feeds, ...headFeeds(pass, tokens) });
  await table.put(tokens, outputs);
  return outputs;
}

async function chunked(
  { sessions, ...rest }: PolicyParts,
  pass: RowPass,
  feeds: Tensors,
  table: ScoreTable,
  { gradient, ran }: { readonly gradient: Float32Array; readonly ran: () => void },
): Promise<Outputs> {
  const { hiddenSize: D } = sessions.graphs;
  const { lengths, maxTokens: T } = pass.batch;
  const { [HIDDEN]: hidden } = await sessions.run('rows', feeds);
  const dHidden = new Float32Array(lengths.length * T * D);
  const states = await hidden!.floats();
  ran();
  await chunks({ sessions, ...rest }, pass, states, async (tokens, chunk) => {
    const outputs = await sessions.run('headVjp', chunk);
    await table.put(tokens, outputs);
    const rows = await outputs[D_HIDDEN]!.floats();
    tokens.forEach((token, n) => dHidden.set(rows.subarray(n * D, (n + 1) * D), token * D));
    const { [GRAD_THETA]: head } = outputs;
    if (head) add(gradient, await head.floats());
    ran();
  });
  return sessions.run('rowsVjp', { ...feeds, [GRAD_HIDDEN]: float32(dHidden, [lengths.length, T, D]) });
}

async function promptShare(
  { sessions }: PolicyParts,
  { theta, prefix }: RowPass,
  rows: Outputs,
): Promise<Float32Array> {
  const names = keyValueNames(sessions.graphs.numLayers);
  const cotangents = names.map(({ present, prefix: name }) => [gradOf(present), rows[gradOf(name)]!] as const);
  const outputs = await sessions.run('prefixVjp', {
    ...prefix.inputs,
    ...Object.fromEntries(cotangents),
    [THETA]: float32(theta, [theta.length]),
  });
  return outputs[GRAD_THETA]!.floats();
}

function add(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}
