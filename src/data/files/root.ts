// What: one place that files came from (an archive, or what was dropped together) with the paths inside it. A path that a table names is
// looked for from the table's own folder, then from the root, then as the only file that agrees with most of its end (a table may have been
// made on another disk), never in another root. Upper and lower case are told apart as long as that finds anything.
import type { DataFile } from './dataFile.ts';
import { groupedBy } from './groupedBy.ts';
import { PathEnds } from './pathEnds.ts';

export interface Located {
  readonly file: DataFile;
  /** Only the end of the path fits, perhaps no more than the name: two such paths of one table must not mean the same file. */
  readonly partly: boolean;
}

export interface Root {
  /** Of the archive; '' for files that came loose. */
  readonly name: string;
  readonly files: readonly DataFile[];
  /** Whether such a file was there and could not be read; a sentence has said so. */
  isLost(path: string): boolean;
  /** The file that a table in `folder` means by `path`; null where there is none, or several fit alike. */
  find(folder: string, path: string): DataFile | null;
  locate(folder: string, path: string): Located | null;
  /** Those of that name, for a sentence about a path that was not found. */
  namesakes(path: string): readonly DataFile[];
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

/** As written, decoded where it was written as part of an address, and without what follows an address. */
export function spellings(path: string): string[] {
  const plain = /^\w+:\/\//.test(path) ? path.replace(/[?#].*$/, '') : path;
  try {
    return [...new Set([path, decodeURIComponent(path), plain, decodeURIComponent(plain)])];
  } catch {
    return [...new Set([path, plain])];
  }
}

type Key = (path: string) => string;
type PathsOf = (file: DataFile) => readonly string[];

/** Looks files up by their paths as `key` writes them. */
class Finder {
  readonly #byPath = new Map<string, Set<DataFile>>();
  readonly #ends = new PathEnds<DataFile>();

  constructor(
    files: readonly DataFile[],
    pathsOf: PathsOf,
    private readonly key: Key,
  ) {
    for (const file of files)
      for (const path of pathsOf(file).map(key)) {
        this.#byPath.set(path, (this.#byPath.get(path) ?? new Set()).add(file));
        this.#ends.add(path, file);
      }
  }

  exact(folder: string, written: string): DataFile | null {
    for (const path of [`${folder}/${written}`, written]) {
      const found = this.#byPath.get(this.key(cleanPath(path)));
      if (found?.size === 1) return [...found][0]!;
    }
    return null;
  }

  /** The only file that agrees with the path in the most of its last parts, and in how many. */
  near(written: string): { readonly value: DataFile; readonly parts: number } | null {
    return this.#ends.nearest(this.key(cleanPath(written)));
  }
}

export function makeRoot(name: string, files: readonly DataFile[], lost: readonly string[] = []): Root {
  const own: PathsOf = ({ path }) => [path];
  const lostEnds = new PathEnds<string>();
  for (const path of lost) lostEnds.add(path, path);
  const isLost = (path: string) => spellings(path).some((one) => lostEnds.has(cleanPath(one)));
  let finders: readonly Finder[] | null = null;
  const locate = (folder: string, path: string): Located | null => {
    finders ??= [
      new Finder(files, own, (path) => path),
      new Finder(files, own, (path) => path.toLowerCase()),
      new Finder(
        files,
        ({ otherPaths }) => otherPaths,
        (path) => path,
      ),
    ];
    const written = spellings(path);
    for (const finder of finders)
      for (const spelling of written) {
        const file = finder.exact(folder, spelling);
        if (file) return { file, partly: false };
      }
    for (const finder of finders)
      for (const spelling of written) {
        const found = finder.near(spelling);
        const whole = cleanPath(spelling).split('/').length;
        if (found) return { file: found.value, partly: found.parts < whole };
      }
    return null;
  };
  let named: ReadonlyMap<string, readonly DataFile[]> | null = null;
  const namesakes = (path: string) => {
    named ??= groupedBy(files, (file) => file.name.toLowerCase());
    const names = new Set(spellings(path).map((one) => nameOf(cleanPath(one)).toLowerCase()));
    const [first = [], ...further] = [...names].map((one) => named!.get(one) ?? []).filter(({ length }) => length > 0);
    return further.length === 0 ? first : [first, ...further].flat(); // not copied for each of thousands of paths
  };
  return { name, files, isLost, locate, namesakes, find: (folder, path) => locate(folder, path)?.file ?? null };
}
