// What: a zip file → the files in it, each unpacked when it is asked for; what is damaged, encrypted or packed in an unknown way is left
// out and named.
// Source: @zip.js/zip.js knows zip64, data descriptors, prefixes, Deflate64 and the alphabets of names. It runs in this thread, without workers
// of its own (the page's content security policy allows none from a blob: address).
import { BlobReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { DataFileError } from '../../dataPrompt.ts';
import { DataFile } from '../dataFile.ts';
import { FILE_TEXTS as T } from '../fileTexts.ts';
import { isJunk } from '../junk.ts';
import { cleanPath } from '../root.ts';
import type { Allowance } from './allowance.ts';
import { LOCAL_HEADER, repairZip } from './repairZip.ts';

export interface Unzipped {
  readonly files: readonly DataFile[];
  /** Paths of those that could not be read. */
  readonly lost: readonly string[];
  readonly sentences: readonly string[];
}

const OPTIONS = { useWebWorkers: false, checkCrc32: true, strictness: 'tolerant' } as const;

/** Sections 4.4.5 and 4.5 of PKWARE's APPNOTE. */
const METHODS: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
};
const READABLE = [0, 8, 9];

/** Where a name has letters outside ASCII and nothing says in which alphabet, zip.js takes DOS's own; these are common, too. */
const ALPHABETS = ['windows-1252', 'shift_jis', 'gb18030', 'ibm866', 'big5', 'euc-kr'];

function otherPaths({ rawFilename, filenameUTF8, filename }: FileEntry): string[] {
  const isPlain = filenameUTF8 || rawFilename.every((byte) => byte < 0x80);
  return isPlain
    ? []
    : ALPHABETS.map((alphabet) => cleanPath(new TextDecoder(alphabet).decode(rawFilename))).filter(
        (path) => path !== cleanPath(filename),
      );
}

/** Unpacked when it is asked for: of thousands of pictures, a table may name a few. */
function contentOf(entry: FileEntry, archive: string, allowance: Allowance): () => Promise<Blob> {
  const unpack = async () => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
      write(part) {
        allowance.spend({ bytes: part.length });
        parts.push(part);
      },
    });
    try {
      await entry.getData(sink, OPTIONS);
    } catch (error) {
      throw error instanceof DataFileError
        ? error
        : new DataFileError(T.damagedFile(archive, cleanPath(entry.filename)));
    }
    return new Blob(parts);
  };
  let content: Promise<Blob> | null = null;
  return () => (content ??= unpack());
}

/** Files that cannot be read, by the reason. */
class Refused {
  readonly encrypted: string[] = [];
  readonly methods = new Map<string, string[]>();

  get paths(): readonly string[] {
    return [...this.encrypted, ...[...this.methods.values()].flat()];
  }

  sentences(archive: string, read: number): string[] {
    const { encrypted, methods } = this;
    if (encrypted.length > 0 && read === 0) return [T.encrypted(archive)];
    return [
      ...(encrypted.length > 0 ? [T.encryptedFiles(archive, encrypted)] : []),
      ...[...methods].map(([method, files]) => T.unknownMethod(archive, files, method)),
    ];
  }
}

interface Kept {
  readonly file: DataFile;
  readonly crc: number | undefined;
  readonly size: number;
}

/** Throws where the directory that was found is that of an archive inside: the file begins with an entry that it does not list. */
async function entriesOf(archive: Blob, allowance: Allowance): Promise<readonly FileEntry[]> {
  const entries: FileEntry[] = [];
  let [seen, first] = [0, Infinity];
  for await (const entry of new ZipReader(new BlobReader(archive), OPTIONS).getEntriesGenerator()) {
    [seen, first] = [seen + 1, Math.min(first, entry.offset)];
    if (entry.directory || entry.filename.endsWith('\\') || isJunk(cleanPath(entry.filename))) continue;
    allowance.spend({ files: 1 });
    entries.push(entry);
  }
  const start = new DataView(await archive.slice(0, 4).arrayBuffer());
  if (seen > 0 && first > 0 && start.getUint32(0, true) === LOCAL_HEADER)
    throw new Error('directory of another archive');
  return entries;
}

async function listAll(archive: Blob, name: string, allowance: Allowance): Promise<Unzipped> {
  const kept = new Map<string, Kept>();
  const refused = new Refused();
  const twice = new Set<string>();
  for (const entry of await entriesOf(archive, allowance)) {
    const path = cleanPath(entry.filename) || T.unnamed; // “..” names nothing
    const { compressionMethod: method, crc32: crc, uncompressedSize: size } = entry;
    if (entry.encrypted) refused.encrypted.push(path);
    else if (!READABLE.includes(method)) {
      const word = METHODS[method] ?? `method ${method}`;
      if (!refused.methods.has(word)) refused.methods.set(word, []);
      refused.methods.get(word)!.push(path);
    } else {
      const other = kept.get(path);
      if (other && (other.crc !== crc || other.size !== size)) twice.add(path);
      const content = contentOf(entry, name, allowance);
      kept.set(path, { file: new DataFile(path, content, otherPaths(entry)), crc, size });
    }
  }
  const sentences = refused.sentences(name, kept.size);
  if (twice.size > 0) sentences.push(T.sameName(name, [...twice]));
  return { files: [...kept.values()].map(({ file }) => file), lost: refused.paths, sentences };
}

const isKnown = (error: unknown): error is DataFileError => error instanceof DataFileError;

/** Throws a DataFileError where nothing of it can be read, as a file of it does that is damaged or too large. */
export async function unzip(archive: Blob, name: string, allowance: Allowance): Promise<Unzipped> {
  let problem: unknown;
  try {
    return await listAll(archive, name, allowance);
  } catch (error) {
    if (isKnown(error)) throw error;
    problem = error;
  }
  if (/split zip/i.test((problem as Error).message)) throw new DataFileError(T.splitZip(name));
  const repaired = repairZip(new Uint8Array(await archive.arrayBuffer()));
  if (!repaired) throw new DataFileError(T.notZip(name));
  try {
    const { files, lost, sentences } = await listAll(repaired, name, allowance);
    return { files, lost, sentences: [T.cutArchive(name, files.length), ...sentences] };
  } catch (error) {
    throw isKnown(error) ? error : new DataFileError(T.notZip(name));
  }
}
