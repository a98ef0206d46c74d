// What: a prompt as links, run files and the kept run hold it: plain data, pictures as bytes. And the check of one that
// comes from outside: what does not fit is refused, nothing is mended silently.
// Units: boxes are fractions of the first picture.
import { checkBox } from '../../1-image/checkBox.ts';
import { truthParts } from '../../4-rewards/truthParts.ts';
import type { TruthParts } from '../../4-rewards/truthParts.ts';
import { isTruthField, isTruthValue } from '../../4-rewards/truthValues.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { FormatError } from '../../9-curves/gzip.ts';
import type { PromptDraft, Split } from '../prompts/promptDraft.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

/** Bytes of a file, or the id of a prompt of the sample gallery whose picture it is. */
export interface PictureRecord {
  readonly name: string;
  readonly type: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly sample?: string;
}

export interface PromptRecord extends TruthParts {
  readonly id: string;
  readonly name: string;
  readonly images: readonly PictureRecord[];
  readonly question: string;
  readonly split: Split;
}

export const promptRecord = (prompt: PromptDraft, images: readonly PictureRecord[]): PromptRecord => {
  const { id, name, question, answer, facts, boxes, labels, split, further } = prompt;
  return { id, name, images, question, answer, facts, boxes, labels, split, further };
};

const { parts: PARTS } = RECORD_TEXTS;
const MAX_TEXT = 20_000;
/** Of prompts, pictures and rewards. */
const MAX_ITEMS = 100_000;

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

function readPicture(value: unknown): PictureRecord {
  if (!isFields(value)) refuse(PARTS.pictures);
  const { bytes, sample } = value;
  const base = { name: textOf(value['name'], PARTS.pictures), type: textOf(value['type'], PARTS.pictures) };
  if (bytes instanceof Uint8Array) return { ...base, bytes: bytes as Uint8Array<ArrayBuffer> };
  return { ...base, sample: textOf(sample, PARTS.pictures) };
}

const NAMED: Readonly<Record<string, string>> = PARTS;

/** Texts may have any length: the size of the whole is limited where it is unpacked. */
function readTruth({ answer, facts, boxes, labels, further }: Fields): TruthParts {
  if (!isFields(further)) refuse(PARTS.prompts);
  const truth = { ...further, answer, facts, boxes, labels };
  for (const [field, value] of Object.entries(truth)) {
    if (!isTruthField(field)) throw new FormatError(RECORD_TEXTS.unknownField(field));
    if (!isTruthValue(field, value)) refuse(NAMED[field] ?? RECORD_TEXTS.fieldOfPrompts(field));
  }
  const parts = truthParts(truth as Truth);
  if (parts.boxes.some((box) => checkBox(box) !== null)) refuse(PARTS.boxes);
  return parts;
}

/** Throws a FormatError. */
export function readPromptRecord(value: unknown): PromptRecord {
  if (!isFields(value)) refuse(PARTS.prompts);
  const { split, question } = value;
  if ((split !== 'train' && split !== 'heldOut') || typeof question !== 'string') refuse(PARTS.prompts);
  return {
    id: textOf(value['id'], PARTS.prompts),
    name: textOf(value['name'], PARTS.prompts),
    images: listOf(value['images'], PARTS.pictures, readPicture),
    question,
    split,
    ...readTruth(value),
  };
}

export const readPromptRecords = (value: unknown) => listOf(value, PARTS.prompts, readPromptRecord);
