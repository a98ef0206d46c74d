// What: a run ↔ a `.rollscope` file: gzip of the container of packValue.ts with kind 'run'. Runs in a worker.
import { FormatError, gunzip, gzip } from '../../9-curves/gzip.ts';
import { packValue, unpackValue } from '../../9-curves/packValue.ts';
import { readRunRecord } from './runRecord.ts';
import type { RunRecord } from './runRecord.ts';
import { RECORD_TEXTS } from '../texts/records.ts';
import { RUN_TEXTS } from '../texts/run.ts';

export const RUN_FILE = /\.rollscope$/i;
/** More than any run of a page: a large adapter three times over, and photos. */
const MAX_UNPACKED = 1e9;

export async function writeRunFile(run: RunRecord): Promise<Blob> {
  return new Blob([await gzip(packValue('run', run))], { type: 'application/x-rollscope' });
}

/** Throws one whole sentence. */
export async function readRunFile(file: Blob, name: string): Promise<RunRecord> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new FormatError(RECORD_TEXTS.notOurs);
    return readRunRecord(unpackValue('run', await gunzip(bytes, MAX_UNPACKED)));
  } catch (error) {
    const reason = error instanceof RangeError ? RECORD_TEXTS.damaged : (error as Error).message.replace(/\.$/, '');
    throw new Error(RUN_TEXTS.notOpened(name, reason));
  }
}
