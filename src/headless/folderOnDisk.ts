// What: a folder on disk as the estimate reads one: names, sizes, and the beginning of a file.
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { ModelFolder } from '../training/estimate/modelFolder.ts';

export function folderOnDisk(folder: string): ModelFolder {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  return {
    name: basename(folder),
    sizes: new Map(files.map((file) => [relative(folder, file).replaceAll('\\', '/'), statSync(file).size])),
    read: (path, most) => Promise.resolve(readStart(join(folder, path), most)),
  };
}

function readStart(file: string, most: number): Uint8Array<ArrayBuffer> | null {
  if (!existsSync(file)) return null;
  const bytes = new Uint8Array(Math.min(most, statSync(file).size));
  const opened = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(opened, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(opened);
  }
}
