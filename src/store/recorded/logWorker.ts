// What: entry of the worker that reads another trainer's log, away from the page.
import { FormatError } from '../../9-curves/gzip.ts';
import type { PathFile } from '../files/fileTaker.ts';
import { LOG_TEXTS } from '../texts/log.ts';
import { readRollouts } from './rolloutFiles.ts';
import type { ForeignLog } from './rolloutFiles.ts';

export type LogAnswer =
  { readonly kind: 'read'; readonly log: ForeignLog } | { readonly kind: 'failed'; readonly sentence: string };

const tell = (answer: LogAnswer) => postMessage(answer);

addEventListener('message', ({ data }: MessageEvent<readonly PathFile[]>) => {
  readRollouts(data).then(
    (log) => tell({ kind: 'read', log }),
    (error: unknown) =>
      tell({ kind: 'failed', sentence: error instanceof FormatError ? error.message : LOG_TEXTS.unread }),
  );
});
