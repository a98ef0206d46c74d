// What: the files that a visitor gives → roots: one for each archive, also those inside another, and one for all that came loose.
import { DataFileError } from '../dataPrompt.ts';
import { Allowance, LIMITS, TooLargeError } from './archives/allowance.ts';
import type { Limits } from './archives/allowance.ts';
import { gunzip } from './archives/gunzip.ts';
import { unzip } from './archives/unzip.ts';
import { DataFile } from './dataFile.ts';
import { FILE_TEXTS as T } from './fileTexts.ts';
import type { Note } from './importer.ts';
import { isJunk } from './junk.ts';
import { cleanPath, makeRoot } from './root.ts';
import type { Root } from './root.ts';

export interface GivenFile {
  readonly path: string;
  readonly content: Blob;
}

export interface OpenedFiles {
  readonly roots: readonly Root[];
  readonly notes: readonly Note[];
}

/** An archive in an archive in an archive is a mistake, or an attack. */
const DEEPEST = 3;

const isPacked = (path: string) => /\.(zip|gz|tar|tgz|tbz2?|txz|rar|7z|bz2|xz|zst)$/i.test(path);
const isGzip = (path: string) => /\.gz$/i.test(path);

/** Kinds of archives that only their own programs open: by their first bytes, and a tar by its name. */
const OTHERS: readonly (readonly [kind: string, start: string])[] = [
  ['RAR', 'Rar!\x1a\x07'],
  ['7-Zip', "7z\xbc\xaf'\x1c"],
  ['gzip', '\x1f\x8b'],
  ['bzip2', 'BZh'],
  ['xz', '\xfd7zXZ'],
  ['Zstandard', '(\xb5/\xfd'],
];
const isTar = (path: string) => /\.(tar|tgz|tbz2?|txz|tar\.\w+)$/i.test(path);

async function otherKind(path: string, content: Blob): Promise<string | null> {
  const start = String.fromCharCode(...new Uint8Array(await content.slice(0, 8).arrayBuffer()));
  const found = OTHERS.find(([, bytes]) => start.startsWith(bytes));
  if (isTar(path)) return 'tar';
  return found && !(found[0] === 'gzip' && isGzip(path)) ? found[0] : null;
}

class Opener {
  readonly roots: Root[] = [];
  readonly notes: Note[] = [];

  constructor(private readonly limits: Limits) {}

  private say(sentence: string): void {
    this.notes.push({ about: 'file', sentence });
  }

  /** The files that are no archives; each archive becomes a root of its own. */
  async open(files: readonly DataFile[], depth: number, allowance: Allowance | null): Promise<readonly DataFile[]> {
    const plain: DataFile[] = [];
    for (const file of files.filter(({ path }) => !isJunk(path))) {
      const before = this.roots.length;
      try {
        const opened = isPacked(file.path)
          ? await this.unpack(file, depth, allowance ?? new Allowance(file.name, this.limits))
          : file;
        if (opened) plain.push(opened);
      } catch (error) {
        if (!(error instanceof DataFileError) || (error instanceof TooLargeError && depth > 0)) throw error;
        this.roots.length = before;
        this.say(error.message);
      }
    }
    return plain;
  }

  /** null where it was an archive, which is a root now. */
  private async unpack(file: DataFile, depth: number, allowance: Allowance): Promise<DataFile | null> {
    const { name, path } = file;
    const blob = await file.blob();
    const other = await otherKind(path, blob);
    if (other) throw new DataFileError(T.otherArchive(name, other));
    if (depth >= DEEPEST) throw new DataFileError(T.tooDeep(name));
    if (isGzip(path)) {
      const { content, isWhole } = await gunzip(blob, name, allowance);
      if (!isWhole) this.say(T.cutGzip(name));
      const inner = new DataFile(path.replace(/\.gz$/i, ''), content);
      return isPacked(inner.path) ? this.unpack(inner, depth + 1, allowance) : inner;
    }
    const { files, lost, sentences } = await unzip(blob, name, allowance);
    sentences.forEach((sentence) => this.say(sentence));
    if (files.length === 0 && sentences.length === 0) throw new DataFileError(T.emptyArchive(name));
    const place = this.roots.length;
    const plain = await this.open(files, depth + 1, allowance);
    if (plain.length > 0) this.roots.splice(place, 0, makeRoot(name, plain, lost));
    return null;
  }
}

export async function openFiles(given: readonly GivenFile[], limits = LIMITS): Promise<OpenedFiles> {
  const opener = new Opener(limits);
  const loose = await opener.open(
    given.map(({ path, content }) => new DataFile(cleanPath(path), content)),
    0,
    null,
  );
  const { roots, notes } = opener;
  return { roots: loose.length > 0 ? [makeRoot('', loose), ...roots] : roots, notes };
}
