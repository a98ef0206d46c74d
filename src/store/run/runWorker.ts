// What: the worker that packs and unpacks run files and keeps the last run, so that none of it costs the page a frame.
import { forgetKeptRun, keepRun, keepStep, readKeptRun } from './keptRun.ts';
import type { KeptChange, KeptRun } from './keptRun.ts';
import { readRunFile, writeRunFile } from './runFile.ts';
import { readRunRecord } from './runRecord.ts';
import type { RunRecord } from './runRecord.ts';

export type RunQuestion =
  | { readonly id: number; readonly kind: 'write'; readonly run: RunRecord }
  | { readonly id: number; readonly kind: 'read'; readonly file: Blob; readonly name: string }
  | { readonly id: number; readonly kind: 'keep'; readonly tab: string; readonly run: KeptRun }
  | { readonly id: number; readonly kind: 'keepStep'; readonly tab: string; readonly change: KeptChange }
  | { readonly id: number; readonly kind: 'kept'; readonly tab: string; readonly open: readonly string[] }
  | { readonly id: number; readonly kind: 'forget'; readonly tab: string };

export type RunAnswer =
  | { readonly id: number; readonly file: Blob }
  | { readonly id: number; readonly run: RunRecord | null; readonly tab?: string }
  | { readonly id: number; readonly problem: string };

async function answer(question: RunQuestion): Promise<RunAnswer> {
  const { id, kind } = question;
  switch (kind) {
    case 'write':
      return { id, file: await writeRunFile(question.run) };
    case 'read':
      return { id, run: await readRunFile(question.file, question.name) };
    case 'keep':
      await keepRun(question.tab, question.run);
      return { id, run: null };
    case 'keepStep':
      await keepStep(question.tab, question.change);
      return { id, run: null };
    case 'kept': {
      const kept = await readKeptRun(question.tab, question.open);
      return kept === null ? { id, run: null } : { id, run: readRunRecord(kept.run), tab: kept.tab };
    }
    case 'forget':
      await forgetKeptRun(question.tab);
      return { id, run: null };
  }
}

/** One after the other: a run that is kept later must not be overtaken by an earlier one. */
let last: Promise<unknown> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<RunQuestion>) => {
  last = last
    .then(() => answer(data))
    .catch((error: Error): RunAnswer => {
      const full = error.name === 'QuotaExceededError';
      return { id: data.id, problem: full ? 'full' : error.message };
    })
    .then((reply) => postMessage(reply));
});
