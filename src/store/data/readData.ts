// What: files that hold data (a zip, or JSON Lines or COCO beside its pictures) → prompts and their pictures by path.
// Nothing is decoded here; what is missing or broken costs one sentence, the rest is kept.
import { DataFileError, parseJson } from '../../data/dataPrompt.ts';
import type { DataPrompt, ReadData } from '../../data/dataPrompt.ts';
import { readPromptLines } from '../../data/promptLines.ts';
import { unpack } from './archive.ts';
import { isCoco, readCoco } from './coco.ts';
import { DATA_TEXTS } from '../texts/data.ts';

/** More prompts than these are more than a page can teach from. */
export const MAX_PROMPTS = 1000;

export type FilesByPath = Readonly<Record<string, Blob>>;

export interface OpenedData {
  readonly prompts: readonly DataPrompt[];
  readonly refused: readonly string[];
  /** Every picture that a prompt names, by the path that the prompt uses. */
  readonly images: FilesByPath;
}

const nameOf = (path: string) => path.split('/').at(-1)!;

async function unpackAll(files: FilesByPath): Promise<FilesByPath> {
  const all: Record<string, Blob> = {};
  for (const [path, content] of Object.entries(files)) {
    if (!/\.zip$/i.test(path)) all[path] = content;
    else Object.assign(all, unpack(new Uint8Array(await content.arrayBuffer()), nameOf(path)));
  }
  return all;
}

async function readTexts(files: FilesByPath): Promise<ReadData & { readonly found: boolean }> {
  const prompts: DataPrompt[] = [];
  const refused: string[] = [];
  let found = false;
  for (const [path, content] of Object.entries(files)) {
    const lines = /\.jsonl$/i.test(path);
    if (!lines && !/\.json$/i.test(path)) continue;
    const text = await content.text();
    const value = lines ? null : parseJson(text);
    if (!lines && !isCoco(value)) {
      if (value === undefined) refused.push(DATA_TEXTS.notJson(nameOf(path)));
      continue;
    }
    found = true;
    const read: ReadData = lines ? readPromptLines(text, nameOf(path)) : readCoco(value, nameOf(path));
    prompts.push(...read.prompts);
    refused.push(...(read.ignored === undefined ? [] : [read.ignored]), ...read.refused);
  }
  return { prompts, refused, found };
}

/** The exact path, else the only file whose path ends so, else the only file of that name. */
function findImage(files: FilesByPath, path: string): Blob | null {
  const wanted = path.replace(/^\.\//, '');
  if (Object.hasOwn(files, wanted)) return files[wanted]!;
  const endings = Object.keys(files).filter((other) => other.endsWith(`/${wanted}`));
  const names = Object.keys(files).filter((other) => nameOf(other) === nameOf(wanted));
  const only = endings.length === 1 ? endings[0] : names.length === 1 ? names[0] : undefined;
  return only === undefined ? null : files[only]!;
}

export async function readData(dropped: FilesByPath): Promise<OpenedData> {
  const files = await unpackAll(dropped);
  const { prompts, refused, found } = await readTexts(files);
  if (!found && refused.length === 0) throw new DataFileError(DATA_TEXTS.noTable);
  const images: Record<string, Blob> = {};
  const missing = new Set<string>();
  for (const path of new Set(prompts.flatMap((prompt) => prompt.images))) {
    const image = findImage(files, path);
    if (image) images[path] = image;
    else missing.add(path);
  }
  const whole = prompts.filter((prompt) => prompt.images.every((path) => !missing.has(path)));
  const sentences = [...missing].map((path) => DATA_TEXTS.pictureMissing(path));
  if (whole.length > MAX_PROMPTS) sentences.push(DATA_TEXTS.tooMany(whole.length, MAX_PROMPTS));
  return { prompts: whole.slice(0, MAX_PROMPTS), refused: [...refused, ...sentences], images };
}
