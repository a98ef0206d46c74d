// What: a prompt as links, run files and the kept run hold it: plain data, pictures as bytes. And the check of one that
// comes from outside: what does not fit is refused, nothing is mended silently.
// Units: boxes are fractions of the first picture.
import type { Box } from '../../1-image/types.ts';
import { checkBox } from '../../1-image/checkBox.ts';
import { FormatError } from '../../9-curves/gzip.ts';
import type { FurtherTruth, PromptDraft, Split } from '../prompts/promptDraft.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

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

const { parts: PARTS } = RECORD_TEXTS;
const MAX_TEXT = 20_000;
const MAX_ITEMS = 1000;

type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

function refuse(what: string): never {
  throw new FormatError(RECORD_TEXTS.partDamaged(what));
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
  const box = numbers(value, 4, PARTS.boxes) as unknown as Box;
  if (checkBox(box) !== null) refuse(PARTS.boxes);
  return box;
}

function readPicture(value: unknown): PictureRecord {
  if (!isFields(value)) refuse(PARTS.pictures);
  const { bytes, sample } = value;
  const base = { name: textOf(value['name'], PARTS.pictures), type: textOf(value['type'], PARTS.pictures) };
  if (bytes instanceof Uint8Array) return { ...base, bytes: bytes as Uint8Array<ArrayBuffer> };
  return { ...base, sample: textOf(sample, PARTS.pictures) };
}

function readFurther(value: unknown): FurtherTruth {
  if (!isFields(value)) refuse(PARTS.prompts);
  const { points, order, expertText, captions } = value;
  const pair = (item: unknown) => numbers(item, 2, PARTS.points) as unknown as readonly [number, number];
  return {
    ...(points === undefined ? {} : { points: listOf(points, PARTS.points, pair) }),
    ...(order === undefined ? {} : { order: texts(order, PARTS.prompts) }),
    ...(expertText === undefined ? {} : { expertText: textOf(expertText, PARTS.prompts) }),
    ...(captions === undefined ? {} : { captions: texts(captions, PARTS.prompts) }),
  } as FurtherTruth;
}

/** Throws a FormatError. */
export function readPromptRecord(value: unknown): PromptRecord {
  if (!isFields(value)) refuse(PARTS.prompts);
  const { split } = value;
  if (split !== 'train' && split !== 'heldOut') refuse(PARTS.prompts);
  return {
    id: textOf(value['id'], PARTS.prompts),
    name: textOf(value['name'], PARTS.prompts),
    images: listOf(value['images'], PARTS.pictures, readPicture),
    question: textOf(value['question'], PARTS.prompts),
    answer: textOf(value['answer'], PARTS.prompts),
    facts: texts(value['facts'], PARTS.facts),
    boxes: listOf(value['boxes'], PARTS.boxes, readBox),
    labels: texts(value['labels'], PARTS.labels),
    split,
    further: readFurther(value['further']),
  };
}

export const readPromptRecords = (value: unknown) => listOf(value, PARTS.prompts, readPromptRecord);
