// What: the files that are no part of a table: pictures to add as they are, pictures that no prompt names, and others that may have been
// meant as tables.
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

async function isBrokenJson(file: DataFile): Promise<boolean> {
  return /\.json$/i.test(file.path) && (await file.json()) === undefined;
}

/** `isComplete`: all prompts were opened, so that a picture that none of them uses is one that none of them names. */
export async function leftOver(
  leaving: readonly Leaving[],
  isUsed: (file: DataFile) => boolean,
  isComplete: boolean,
): Promise<LeftOver> {
  const loose: OpenedPicture[] = [];
  const unnamed: string[] = [];
  const others: string[] = [];
  const broken: string[] = [];
  for (const { root, left, hasTable, namesPictures } of leaving) {
    const isPartOfTable = root.files.some(isUsed);
    for (const file of left.filter((one) => !isUsed(one))) {
      if (await isPicture(file)) {
        if (hasTable ? namesPictures : isPartOfTable) unnamed.push(file.path);
        else if (!hasTable) loose.push({ name: file.name, content: await file.blob() });
      } else if (await isBrokenJson(file)) broken.push(file.path);
      else if (mayBeMeant(file, root)) others.push(file.path);
    }
  }
  const about = (kind: Note['about'], sentence: string): Note => ({ about: kind, sentence });
  const notes = [
    ...broken.map((path) => about('file', T.notJson(path))),
    ...(others.length > 0 ? [about('file', T.noTable(others))] : []),
    ...(unnamed.length > 0 && isComplete ? [about('row', T.inNoPrompt(unnamed))] : []), // behind the reasons
  ];
  return { loose, notes };
}
