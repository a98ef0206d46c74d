// What: a table on the disk with the paths that it may name: from its own folder, with ../ and absolute ones. A path that is not there to the
// letter is tried as other systems write it (backslashes, accents as two letters, another case), if only one file fits.
import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, parse } from 'node:path';
import { DataFile } from '../data/files/dataFile.ts';
import { spellings } from '../data/files/root.ts';
import type { Root } from '../data/files/root.ts';

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // none, or not ours to look into
  }
}

const KEYS = [(name: string) => name.normalize('NFC'), (name: string) => name.normalize('NFC').toLowerCase()];

/** The only entry of the folder that is called so by one of the keys. */
function entryOf(folder: string, name: string): string | null {
  const names = entriesOf(folder);
  for (const key of KEYS) {
    const fitting = names.filter((other) => key(other) === key(name));
    if (fitting.length === 1) return fitting[0]!;
  }
  return null;
}

/** The file at a path whose parts may be written in another way. */
function fileAt(path: string): string | null {
  if (isFile(path)) return path;
  const { root } = parse(path);
  let found = root;
  for (const part of path.slice(root.length).split(/[\\/]/)) {
    const entry = part === '' || part === '.' || part === '..' ? part : entryOf(found, part);
    if (entry === null) return null;
    found = join(found, entry);
  }
  return isFile(found) ? found : null;
}

/** `files` are the tables, in `folder`. */
export function diskRoot(folder: string, files: readonly DataFile[]): Root {
  const known = new Map<string, DataFile>();
  const find = (_folder: string, written: string): DataFile | null => {
    const paths = spellings(written).flatMap((path) => [path, path.replaceAll('\\', '/')]);
    for (const path of paths) {
      const found = fileAt(isAbsolute(path) ? path : join(folder, path));
      if (found === null) continue;
      if (!known.has(found)) known.set(found, new DataFile(found, () => openAsBlob(found)));
      return known.get(found)!;
    }
    return null;
  };
  const locate = (own: string, path: string) => {
    const file = find(own, path);
    return file && { file, partly: false };
  };
  return { name: basename(folder), files, isLost: () => false, find, locate, namesakes: () => [] };
}

/** Roots of a table on the disk; an archive has its own. */
export const onDisk = (file: string, roots: readonly Root[]): readonly Root[] =>
  roots.map((root) => (root.name === '' ? diskRoot(dirname(file), root.files) : root));
