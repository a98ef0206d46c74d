// What: roots with data (tables, sidecars beside their pictures) → prompts and their pictures. The one reader of the page and of the command
// line. Nothing is decoded; what is missing or broken costs one sentence, the rest is kept.
import { append } from './append.ts';
import { DataFileError } from '../dataPrompt.ts';
import type { DataPrompt } from '../dataPrompt.ts';
import { BoxNotes } from './boxNotes.ts';
import type { DataFile } from './dataFile.ts';
import { FILE_TEXTS } from './fileTexts.ts';
import type { FoundPrompt, Importer, Note } from './importer.ts';
import { labelFiles } from './labels.ts';
import { leftOver } from './leftOver.ts';
import { Pictures } from './pictures.ts';
import type { OpenedPicture } from './pictures.ts';
import { placeBoxes } from './placeBoxes.ts';
import type { Root } from './root.ts';
import { splitByTable } from './tableSplits.ts';

const modules = import.meta.glob<Importer>('./importers/*.ts', { eager: true, import: 'importer' });
const IMPORTERS = Object.values(modules).sort((a, b) => a.order - b.order);

/** More prompts than these are more than a page can teach from. */
export const MAX_PROMPTS = 1000;

export interface OpenedPrompt extends DataPrompt {
  /** Starts a sentence about it: “a.jsonl, line 3”. */
  readonly where: string;
  /** The line or row of it, counted from 1. */
  readonly line?: number;
}

export interface OpenedData {
  /** Their images are keys of `images`. */
  readonly prompts: readonly OpenedPrompt[];
  readonly images: ReadonlyMap<string, OpenedPicture>;
  /** Pictures of roots in which there is no table: each is to become a prompt of its own. */
  readonly loose: readonly OpenedPicture[];
  /** Those about whole files come first. */
  readonly notes: readonly string[];
}

interface ReadRoot {
  readonly root: Root;
  readonly prompts: readonly FoundPrompt[];
  readonly notes: readonly Note[];
  /** Files that are no part of a table. */
  readonly left: readonly DataFile[];
  /** Its pictures are part of a table; else each is a prompt of its own, also beside marks that ask nothing. */
  readonly hasTable: boolean;
  /** Pictures that no prompt uses are told. */
  readonly namesPictures: boolean;
}

const aboutFile = (sentence: string): Note => ({ about: 'file', sentence });

async function readRoot(root: Root, most: number): Promise<ReadRoot> {
  const prompts: FoundPrompt[] = [];
  const notes: Note[] = [];
  let left = root.files;
  let namesPictures = false;
  for (const { claim, read, namesPictures: names = false } of IMPORTERS) {
    const claimed = new Set(await claim(left));
    if (claimed.size === 0) continue;
    left = left.filter((file) => !claimed.has(file));
    try {
      const found = await read([...claimed], root, most);
      append(prompts, found.prompts);
      append(notes, found.notes);
      namesPictures ||= names && !found.isNoTable;
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      notes.push(aboutFile(error.message));
      namesPictures ||= names;
    }
  }
  const free = new Set(left);
  const own = root.files.filter((file) => !free.has(file));
  const noticed = own.flatMap((file) => file.noticed).map(aboutFile);
  const split = splitByTable(prompts);
  return {
    root,
    prompts: split.prompts,
    notes: [...noticed, ...notes, ...split.notes],
    left,
    hasTable: namesPictures || prompts.length > 0,
    namesPictures,
  };
}

/** A prompt with its pictures and its boxes in place; null where a note says why it is none. */
async function openPrompt(found: FoundPrompt, root: Root, pictures: Pictures, boxes: BoxNotes) {
  const images = await pictures.all(found, root);
  if (!images) return null;
  const first = images[0];
  const placed = placeBoxes(found, (found.pixels && (await first?.size())) ?? null);
  if ('kind' in placed) {
    boxes.refused(found, first?.name ?? '', placed);
    return null;
  }
  boxes.placed(found, first?.name ?? '', placed);
  const isEmptied = placed.outside + placed.flat > 0 && placed.truth.boxes?.length === 0;
  if (isEmptied) return null;
  const { id, question, split, where, line } = found;
  const optional = { ...(id === undefined ? {} : { id }), ...(split === undefined ? {} : { split }) };
  const place = line === undefined ? { where } : { where, line };
  return { ...optional, images: images.map(({ key }) => key), question, ...placed.truth, ...place };
}

export interface ReadOptions {
  /** The first of more prompts are taken. */
  readonly most?: number;
  /** What was said when the roots were opened. */
  readonly before?: readonly Note[];
}

export async function readFiles(roots: readonly Root[], options: ReadOptions = {}): Promise<OpenedData> {
  const { most = MAX_PROMPTS, before = [] } = options;
  labelFiles(roots);
  const reads: ReadRoot[] = [];
  for (const root of roots) reads.push(await readRoot(root, most));
  const pictures = new Pictures(
    roots,
    reads.filter(({ hasTable }) => !hasTable).map(({ root }) => root),
  );
  const found = reads.flatMap((read) => read.prompts.map((prompt) => ({ prompt, root: read.root })));
  for (const { prompt, root } of found) pictures.expect(prompt, root);
  const boxes = new BoxNotes();
  const prompts: OpenedPrompt[] = [];
  let seen = 0;
  for (const { prompt, root } of found) {
    if (prompts.length === most) break;
    seen += 1;
    const opened = await openPrompt(prompt, root, pictures, boxes);
    if (opened) prompts.push(opened);
  }
  const notes = [...before, ...reads.flatMap((read) => read.notes)];
  if (seen < found.length) notes.push(aboutFile(FILE_TEXTS.tooMany(found.length, most)));
  const left = await leftOver(reads, (file) => pictures.isUsed(file), seen === found.length);
  append(notes, [...boxes.notes(), ...pictures.notes(), ...left.notes]);
  const ordered = [...notes.filter(({ about }) => about === 'file'), ...notes.filter(({ about }) => about === 'row')];
  const sentences = [...new Set(ordered.map(({ sentence }) => sentence))];
  const used = new Set(prompts.flatMap(({ images }) => images));
  const images = new Map([...pictures.images].filter(([key]) => used.has(key)));
  return { prompts, images, loose: left.loose, notes: sentences };
}
