// What: the files that are no part of a table: pictures to add as they are, pictures that no prompt names, and others that may have been
// meant as tables.
import { append } from './append.ts';
import { DataFileError } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import { FILE_TEXTS as T } from './fileTexts.ts';
import type { Note } from './importer.ts';
import { isPicture } from './pictures.ts';
import type { OpenedPicture } from './pictures.ts';
import type { Root } from './root.ts';

export interface LeftOver {
  readonly loose: readonly OpenedPicture[];
  readonly notes: readonly Note[];
}

interface Leaving {
  readonly root: Root;
  readonly left: readonly DataFile[];
  readonly hasTable: boolean;
  readonly namesPictures: boolean;
}

/** Somebody may expect these to be read; a README or a licence in a folder, nobody. */
const LIKE_TABLE = /\.(jsonl?|ndjson|csv|tsv|xml|txt|ya?ml|parquet|arrow|feather|pkl|npz|mat|xlsx?)$/i;
const ABOUT = /(^|\/)(readme|licen[cs]e|notice|copying|changelog|requirements|citation)\b[^/]*$/i;

const isGivenAlone = ({ path }: DataFile, { name }: Root) => name === '' && !path.includes('/');
const mayBeMeant = (file: DataFile, root: Root) =>
  !ABOUT.test(file.path) && (LIKE_TABLE.test(file.path) || isGivenAlone(file, root));

class Sorter {
  readonly loose: OpenedPicture[] = [];
  readonly unnamed: string[] = [];
  readonly others: string[] = [];
  /** Sentences about single files. */
  readonly broken: string[] = [];

  /** `isAlone`: no table has to do with the pictures of its root. */
  async add(file: DataFile, root: Root, isAlone: boolean, isTold: boolean): Promise<void> {
    if (await isPicture(file)) {
      if (isAlone) this.loose.push({ name: file.name, content: await file.blob() });
      else if (isTold) this.unnamed.push(file.path);
    } else if (/\.json$/i.test(file.path) && (await file.json()) === undefined)
      append(this.broken, file.noticed.length > 0 ? file.noticed : [T.notJson(file.path)]);
    else if (mayBeMeant(file, root)) this.others.push(file.path);
  }
}

/** `isComplete`: all prompts were opened, so that a picture that none of them uses is one that none of them names. */
export async function leftOver(
  leaving: readonly Leaving[],
  isUsed: (file: DataFile) => boolean,
  isComplete: boolean,
): Promise<LeftOver> {
  const sorter = new Sorter();
  for (const { root, left, hasTable, namesPictures } of leaving) {
    const isPartOfTable = root.files.some(isUsed);
    for (const file of left.filter((one) => !isUsed(one))) {
      try {
        await sorter.add(file, root, !hasTable && !isPartOfTable, !hasTable || namesPictures);
      } catch (error) {
        if (!(error instanceof DataFileError)) throw error;
        sorter.broken.push(error.message);
      }
    }
  }
  const { loose, unnamed, others, broken } = sorter;
  const about = (kind: Note['about'], sentence: string): Note => ({ about: kind, sentence });
  const notes = [
    ...broken.map((sentence) => about('file', sentence)),
    ...(others.length > 0 ? [about('file', T.noTable(others))] : []),
    ...(unnamed.length > 0 && isComplete ? [about('row', T.inNoPrompt(unnamed))] : []), // behind the reasons
  ];
  return { loose, notes };
}
