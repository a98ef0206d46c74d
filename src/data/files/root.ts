// What: one place that files came from (an archive, or what was dropped together) with the paths inside it. A path that a table names is
// looked for from the table's own folder, then from the root, then as the only file whose path ends so, and never in another root.
import type { DataFile } from './dataFile.ts';

export interface Root {
  /** Of the archive; '' for files that came loose. */
  readonly name: string;
  readonly files: readonly DataFile[];
  /** The file that a table in `folder` means by `path`; null where there is none, or several fit alike. */
  find(folder: string, path: string): DataFile | null;
}

/** '/' between folders, no './', 'a/../b' is 'b', accents as one letter (NFC). What climbs out of the root stays in it. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.normalize('NFC').replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const nameOf = (path: string) => path.split('/').at(-1)!;

/** As written, and decoded where it was written as part of an address. */
function spellings(path: string): string[] {
  try {
    return [...new Set([path, decodeURIComponent(path)])];
  } catch {
    return [path];
  }
}

const only = (files: readonly DataFile[]) => (files.length === 1 ? files[0]! : null);

export function makeRoot(name: string, files: readonly DataFile[]): Root {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const find = (folder: string, written: string): DataFile | null => {
    const paths = spellings(written).map(cleanPath);
    for (const path of paths) {
      const exact = byPath.get(cleanPath(`${folder}/${path}`)) ?? byPath.get(path);
      if (exact) return exact;
    }
    for (const path of paths) {
      const near = only(files.filter((file) => file.path.endsWith(`/${path}`)));
      const found = near ?? only(files.filter((file) => file.name === nameOf(path)));
      if (found) return found;
    }
    return null;
  };
  return { name, files, find };
}
