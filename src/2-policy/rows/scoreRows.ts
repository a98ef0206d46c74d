// What: log-probs and entropies of teacher-forced rows.
// Formula: see decoderGraphsHead.ts. Shapes: see rowFeeds.ts.
import { HIDDEN } from '../../onnx/decoderGraphsNames.ts';
import type { PolicyParts } from '../prefix.ts';
import { allTokens, checkBatch, chunks, fits, headFeeds, rowFeeds, ScoreTable } from './rowFeeds.ts';
import type { RowPass } from './rowPass.ts';
import { trimRows } from './trimRows.ts';
import type { RowScores } from '../types.ts';
import { narrow, widen } from './widenRows.ts';

export async function scoreRows(parts: PolicyParts, whole: RowPass): Promise<RowScores> {
  checkBatch(whole);
  const { sessions } = parts;
  const wide = widen(whole, sessions.graphs.hiddenSize);
  if (wide) return narrow(await scoreRows(parts, wide.pass), wide.places, whole.batch.idsPerToken);
  const pass = { ...whole, batch: trimRows(whole.batch) };
  const feeds = await rowFeeds(parts, pass);
  const table = new ScoreTable(pass.batch, whole.batch.maxTokens);
  if (fits(parts, pass.batch)) {
    const tokens = allTokens(pass.batch);
    await table.put(tokens, await sessions.run('rowsScore', { ...feeds, ...headFeeds(pass, tokens) }));
    return table.scores();
  }
  const { [HIDDEN]: hidden } = await sessions.run('rows', feeds);
  await chunks(parts, pass, await hidden!.floats(), async (tokens, chunk) =>
    table.put(tokens, await sessions.run('scoreHead', chunk)),
  );
  return table.scores();
}
