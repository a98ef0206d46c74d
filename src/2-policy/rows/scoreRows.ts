// What: log-probs and entropies of teacher-forced rows.
// Formula: see decoderGraphsHead.ts. Shapes: see rowFeeds.ts.
import { HIDDEN } from '../../onnx/decoderGraphsNames.ts';
import type { PolicyParts } from '../prefix.ts';
import { allTokens, checkBatch, chunks, fits, headFeeds, rowFeeds, ScoreTable } from './rowFeeds.ts';
import { rowBlocks, type RowPart } from './rowParts.ts';
import type { RowPass } from './rowPass.ts';
import { trimPass } from './trimRows.ts';
import type { RowScores } from '../types.ts';
import { narrow, widen } from './widenRows.ts';

export async function scoreRows(parts: PolicyParts, whole: RowPass): Promise<RowScores> {
  checkBatch(whole);
  const wide = widen(whole, parts.sessions.graphs.hiddenSize);
  if (wide) return narrow(await scoreRows(parts, wide.pass), wide.places, whole.batch.idsPerToken);
  const table = new ScoreTable(whole.batch);
  for (const block of rowBlocks(whole, parts.partTokens))
    for (const part of block.parts) await scorePart(parts, { ...part, pass: trimPass(part.pass) }, table);
  return table.scores();
}

export async function scorePart(parts: PolicyParts, { pass, firstRow }: RowPart, table: ScoreTable): Promise<void> {
  const { sessions } = parts;
  const feeds = await rowFeeds(parts, pass);
  if (fits(parts, pass.batch)) {
    const tokens = allTokens(pass.batch);
    const outputs = await sessions.run('rowsScore', { ...feeds, ...headFeeds(pass, tokens) });
    await table.put(pass.batch, firstRow, tokens, outputs);
    return;
  }
  const { [HIDDEN]: hidden } = await sessions.run('rows', feeds);
  await chunks(parts, pass, await hidden!.floats(), async (tokens, chunk) =>
    table.put(pass.batch, firstRow, tokens, await sessions.run('scoreHead', chunk)),
  );
}
