// What: a .gz file → the file in it; of one that was cut off, what comes before the end.
import { DataFileError } from '../../dataPrompt.ts';
import { FILE_TEXTS } from '../fileTexts.ts';
import type { Allowance } from './allowance.ts';

export interface Gunzipped {
  readonly content: Blob;
  readonly isWhole: boolean;
}

/** Throws a DataFileError where nothing of it can be read. */
export async function gunzip(packed: Blob, name: string, allowance: Allowance): Promise<Gunzipped> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = packed.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  for (;;) {
    let part: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
    try {
      part = await reader.read();
    } catch {
      if (parts.length === 0) throw new DataFileError(FILE_TEXTS.notGzip(name));
      return { content: new Blob(parts), isWhole: false };
    }
    if (part.done) return { content: new Blob(parts), isWhole: true };
    allowance.spend({ bytes: part.value.length });
    parts.push(part.value);
  }
}
