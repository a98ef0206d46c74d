// What: a .zip in and out. Pictures are compressed already, so they are stored as they are.
// Limits: an archive may unpack to 512 MiB and 5,000 files; a file that lies about its size is rejected with a sentence.
import { unzipSync, Zip, ZipPassThrough } from 'fflate';
import { DataFileError } from '../../data/dataPrompt.ts';
import { DATA_TEXTS } from '../texts/data.ts';

export const MAX_UNPACKED_BYTES = 512 * 2 ** 20;
export const MAX_FILES = 5000;

export interface ArchiveFile {
  readonly path: string;
  readonly content: Blob;
}

/** Files by path. Folders, and what systems add on their own, are left out. */
export function unpack(bytes: Uint8Array<ArrayBuffer>, name: string): Readonly<Record<string, Blob>> {
  let total = 0;
  let count = 0;
  const wanted = ({ name: path, originalSize }: { name: string; originalSize: number }) => {
    if (path.endsWith('/') || /(^|\/)(__MACOSX\/|\.)/.test(path)) return false;
    total += originalSize;
    count += 1;
    if (total > MAX_UNPACKED_BYTES || count > MAX_FILES)
      throw new DataFileError(DATA_TEXTS.unpacksTooLarge(name, MAX_UNPACKED_BYTES / 2 ** 20, MAX_FILES));
    return true;
  };
  try {
    const files = unzipSync(bytes, { filter: wanted });
    return Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, new Blob([content as Uint8Array<ArrayBuffer>])]),
    );
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    throw new DataFileError(DATA_TEXTS.notZip(name));
  }
}

/** One file after the other, so that the memory holds one picture. */
export async function pack(files: readonly ArchiveFile[], onFile: (done: number) => void = () => {}): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  const archive = new Zip((error, part) => {
    if (error) failure = error;
    else parts.push(part as Uint8Array<ArrayBuffer>);
  });
  for (const [done, { path, content }] of files.entries()) {
    const entry = new ZipPassThrough(path);
    archive.add(entry);
    entry.push(new Uint8Array(await content.arrayBuffer()), true);
    onFile(done + 1);
  }
  archive.end();
  if (failure) throw failure;
  return new Blob(parts, { type: 'application/zip' });
}
