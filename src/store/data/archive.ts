// What: a .zip out (src/data/files/archives/ reads them). Pictures are compressed already, so they are stored as they are.
import { Zip, ZipPassThrough } from 'fflate';

export interface ArchiveFile {
  readonly path: string;
  readonly content: Blob;
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
