// What: a prompt as links, run files and the kept run hold it: plain data, pictures as bytes. And the check of one that
// comes from outside: what does not fit is refused, nothing is mended silently.
// Units: boxes are fractions of the first picture.
import type { Box } from '../../1-image/types.ts';
import { checkBox } from '../../1-image/checkBox.ts';
import { FormatError } from '../../9-curves/gzip.ts';
import type { FurtherTruth, PromptDraft, Split } from '../promptDraft.ts';

/** Bytes of a file, or the id of a prompt of the sample gallery whose picture it is. */
export interface PictureRecord {
  readonly name: string;
  readonly type: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly sample?: string;
}

export interface PromptRecord {
  readonly id: string;
  readonly name: string;
  readonly images: readonly PictureRecord[];
  readonly question: string;
  readonly answer: string;
  readonly facts: readonly string[];
  readonly boxes: readonly Box[];
  readonly labels: readonly string[];
  readonly split: Split;
  readonly further: FurtherTruth;
}

export const promptRecord = (prompt: PromptDraft, images: readonly PictureRecord[]): PromptRecord => {
  const { id, name, question, answer, facts, boxes, labels, split, further } = prompt;
  return { id, name, images, question, answer, facts, boxes, labels, split, further };
};

const MAX_TEXT = 20_000;
const MAX_ITEMS = 1000;

type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

function refuse(what: string): never {
  throw new FormatError(`its ${what} is damaged`);
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || value.length > MAX_TEXT) refuse(what);
  return value;
}

export function listOf<T>(value: unknown, what: string, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > MAX_ITEMS) refuse(what);
  return value.map(read);
}

const texts = (value: unknown, what: string) => listOf(value, what, (item) => textOf(item, what));
const numbers = (value: unknown, count: number, what: string) => {
  const list = listOf(value, what, Number);
  if (list.length !== count || !list.every(Number.isFinite)) refuse(what);
  return list;
};

function readBox(value: unknown): Box {
  const box = numbers(value, 4, 'list of boxes') as unknown as Box;
  if (checkBox(box) !== null) refuse('list of boxes');
  return box;
}

function readPicture(value: unknown): PictureRecord {
  if (!isFields(value)) refuse('list of pictures');
  const { bytes, sample } = value;
  const base = { name: textOf(value['name'], 'list of pictures'), type: textOf(value['type'], 'list of pictures') };
  if (bytes instanceof Uint8Array) return { ...base, bytes: bytes as Uint8Array<ArrayBuffer> };
  return { ...base, sample: textOf(sample, 'list of pictures') };
}

function readFurther(value: unknown): FurtherTruth {
  if (!isFields(value)) refuse('list of prompts');
  const { points, order, expertText } = value;
  const pair = (item: unknown) => numbers(item, 2, 'list of points') as unknown as readonly [number, number];
  return {
    ...(points === undefined ? {} : { points: listOf(points, 'list of points', pair) }),
    ...(order === undefined ? {} : { order: texts(order, 'list of prompts') }),
    ...(expertText === undefined ? {} : { expertText: textOf(expertText, 'list of prompts') }),
  } as FurtherTruth;
}

/** Throws a FormatError. */
export function readPromptRecord(value: unknown): PromptRecord {
  if (!isFields(value)) refuse('list of prompts');
  const { split } = value;
  if (split !== 'train' && split !== 'heldOut') refuse('list of prompts');
  return {
    id: textOf(value['id'], 'list of prompts'),
    name: textOf(value['name'], 'list of prompts'),
    images: listOf(value['images'], 'list of pictures', readPicture),
    question: textOf(value['question'], 'list of prompts'),
    answer: textOf(value['answer'], 'list of prompts'),
    facts: texts(value['facts'], 'list of facts'),
    boxes: listOf(value['boxes'], 'list of boxes', readBox),
    labels: texts(value['labels'], 'list of labels'),
    split,
    further: readFurther(value['further']),
  };
}

export const readPromptRecords = (value: unknown) => listOf(value, 'list of prompts', readPromptRecord);
