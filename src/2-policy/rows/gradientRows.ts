// What: dL/dθ of L = Σ coef·log p(ids) + Σ coefEntropy·H over rows, through the rows and through the shared prefix.
// Formula: dθ = rows' share + prompts' share (fed with d prefix KV, already summed over the rows of a prompt) + head's
//   share where lm_head is a target. Fused: rows forward → head → rows backward in one run. Chunked: rows → hidden; per
//   chunk of tokens headVjp → dHidden; rowsVjp (which repeats the forward pass). On the host in parts (rowParts.ts), whose
//   shares are added in their order; a part whose coefficients are all 0 is scored and not differentiated.
// Shapes: grad/prefix.{i}.key/value [U,KV,S,hd]; grad/theta [n].
// Source: DESIGN §2 (score, then differentiate; shared prefix).
import { D_HIDDEN, GRAD_HIDDEN, GRAD_THETA, gradOf, HIDDEN, THETA } from '../../onnx/decoderGraphsNames.ts';
import { float32, type Tensor, type Tensors } from '../../ort/tensor.ts';
import { GRAD_THETA_HEAD } from '../fuseHead.ts';
import { keyValueNames, type PolicyParts } from '../prefix.ts';
import { allTokens, checkBatch, chunkCount, chunks, fits, headFeeds, rowFeeds, ScoreTable } from './rowFeeds.ts';
import { RowCotangents } from './rowCotangents.ts';
import { rowBlocks, type RowBlock, type RowPart } from './rowParts.ts';
import type { RowPass } from './rowPass.ts';
import { scorePart } from './scoreRows.ts';
import { trimPass } from './trimRows.ts';
import type { RowScores } from '../types.ts';
import { narrow, widen } from './widenRows.ts';

export async function gradientRows(
  parts: PolicyParts,
  whole: RowPass,
): Promise<RowScores & { readonly gradient: Float32Array }> {
  checkBatch(whole);
  checkCoefficients(whole);
  const wide = widen(whole, parts.sessions.graphs.hiddenSize);
  if (wide) {
    const { gradient, ...scores } = await gradientRows(parts, wide.pass);
    return { ...narrow(scores, wide.places, whole.batch.idsPerToken), gradient };
  }
  const blocks = rowBlocks(whole, parts.partTokens);
  const table = new ScoreTable(whole.batch);
  const gradient = new Float32Array(whole.theta.length);
  const ran = counter(
    whole,
    blocks.reduce((sum, block) => sum + runsOf(parts, block), 0),
  );
  for (const block of blocks) {
    const cotangents = new RowCotangents(
      keyValueNames(parts.sessions.graphs.numLayers).map(({ prefix }) => gradOf(prefix)),
    );
    for (const part of block.parts) {
      const pass = trimPass(part.pass);
      if (block.isFlat) await scorePart(parts, { ...part, pass }, table);
      else await partShare(parts, { ...part, pass }, { table, gradient, cotangents, ran });
      ran();
    }
    if (block.isFlat) continue;
    add(gradient, await promptShare(parts, block.parts[0]!.pass, cotangents.tensors));
    cotangents.dispose();
    ran();
  }
  return { ...table.scores(), gradient };
}

function checkCoefficients({ batch, coefficients }: RowPass): void {
  const { lengths, maxTokens: T, idsPerToken: K } = batch;
  const R = lengths.length;
  if (!coefficients || coefficients.coef.length !== R * T * K || coefficients.coefEntropy.length !== R * T)
    throw new Error(`The coefficients do not fit ${R} rows of ${T} tokens with ${K} ids each.`);
}

/** Runs of the network that a block takes, as progress counts them. */
function runsOf(parts: PolicyParts, { parts: own, isFlat }: RowBlock): number {
  if (isFlat) return own.length;
  const whole = ({ pass }: RowPart): boolean => fits(parts, trimPass(pass).batch);
  return own.reduce((sum, part) => sum + (whole(part) ? 1 : 2 + chunkCount(parts, trimPass(part.pass))), 1);
}

/** To be called after every run of the network. */
function counter({ onProgress }: RowPass, total: number): () => void {
  let done = 0;
  return () => onProgress?.(++done, total);
}

interface Shares {
  readonly table: ScoreTable;
  readonly gradient: Float32Array;
  readonly cotangents: RowCotangents;
  readonly ran: () => void;
}

async function partShare(
  parts: PolicyParts,
  part: RowPart,
  { table, gradient, cotangents, ran }: Shares,
): Promise<void> {
  const { pass } = part;
  const feeds = await rowFeeds(parts, pass);
  const outputs = fits(parts, pass.batch)
    ? await fused(parts, part, feeds, table)
    : await chunked(parts, part, feeds, { table, gradient, ran });
  const { [GRAD_THETA_HEAD]: head } = outputs;
  if (head) add(gradient, await head.floats());
  add(gradient, await outputs[GRAD_THETA]!.floats());
  await cotangents.add(outputs);
}

type Outputs = Readonly<Record<string, Tensor>>;

async function fused(
  parts: PolicyParts,
  { pass, firstRow }: RowPart,
  feeds: Tensors,
  table: ScoreTable,
): Promise<Outputs> {
  const tokens = allTokens(pass.batch);
  const outputs = await parts.sessions.run('rowsHeadVjp', { ...feeds, ...headFeeds(pass, tokens) });
  await table.put(pass.batch, firstRow, tokens, outputs);
  return outputs;
}

async function chunked(
  { sessions, ...rest }: PolicyParts,
  { pass, firstRow }: RowPart,
  feeds: Tensors,
  { table, gradient, ran }: Pick<Shares, 'table' | 'gradient' | 'ran'>,
): Promise<Outputs> {
  const { hiddenSize: D } = sessions.graphs;
  const { lengths, maxTokens: T } = pass.batch;
  const { [HIDDEN]: hidden } = await sessions.run('rows', feeds);
  const dHidden = new Float32Array(lengths.length * T * D);
  const states = await hidden!.floats();
  ran();
  await chunks({ sessions, ...rest }, pass, states, async (tokens, chunk) => {
    const outputs = await sessions.run('headVjp', chunk);
    await table.put(pass.batch, firstRow, tokens, outputs);
    const rows = await outputs[D_HIDDEN]!.floats();
    tokens.forEach((token, n) => dHidden.set(rows.subarray(n * D, (n + 1) * D), token * D));
    const { [GRAD_THETA]: head } = outputs;
    if (head) add(gradient, await head.floats());
    ran();
  });
  return sessions.run('rowsVjp', { ...feeds, [GRAD_HIDDEN]: float32(dHidden, [lengths.length, T, D]) });
}

/** `cotangents`: d prefix KV by the names of the rows' outputs. */
async function promptShare(
  { sessions }: PolicyParts,
  { theta, prefix }: RowPass,
  cotangents: Outputs,
): Promise<Float32Array> {
  const names = keyValueNames(sessions.graphs.numLayers);
  const fed = names.map(({ present, prefix: name }) => [gradOf(present), cotangents[gradOf(name)]!] as const);
  const outputs = await sessions.run('prefixVjp', {
    ...prefix.inputs,
    ...Object.fromEntries(fed),
    [THETA]: float32(theta, [theta.length]),
  });
  return outputs[GRAD_THETA]!.floats();
}

function add(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}
