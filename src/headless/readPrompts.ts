// What: the prompts of the command line, or of a .jsonl file, as the engine takes them: pictures as bytes.
import { readFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join } from 'node:path';
import type { Box } from '../1-image/types.ts';
import type { Truth } from '../4-rewards/types.ts';
import { ArgumentError } from './arguments.ts';
import type { TrainArguments } from './arguments.ts';
import type { HostFile, HostPrompt } from './hostMessages.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};

function readPicture(file: string): HostFile {
  try {
    const base64 = readFileSync(file).toString('base64');
    return { type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream', base64 };
  } catch (error) {
    throw new ArgumentError(`The picture '${file}' cannot be read: ${(error as Error).message}`);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown, test: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(test);
const isBox = (value: unknown) => isList(value, (item) => typeof item === 'number');

/** Field → what it must be; `images` and `question` must be there. */
const FIELDS: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  id: [isText, 'a string'],
  images: [(value) => isList(value, isText), 'a list of paths'],
  question: [isText, 'a string'],
  answer: [isText, 'a string'],
  boxes: [(value) => isList(value, isBox), 'a list of boxes [x0, y0, x1, y1]'],
  facts: [(value) => isList(value, isText), 'a list of strings'],
  labels: [(value) => isList(value, isText), 'a list of strings'], // of the boxes, for the page; nothing scores them
  points: [(value) => isList(value, isBox), 'a list of points [x, y]'],
  order: [isBox, 'a list of numbers'],
  expertText: [isText, 'a string'],
  captions: [(value) => isList(value, isText), 'a list of strings'],
  split: [(value) => value === 'train' || value === 'heldOut', '"train" or "heldOut"'],
};

interface PromptLine extends Pick<Truth, 'points' | 'order' | 'expertText' | 'captions'> {
  readonly id?: string;
  readonly images: readonly string[];
  readonly question: string;
  readonly answer?: string;
  readonly boxes?: readonly Box[];
  readonly facts?: readonly string[];
  readonly split?: 'train' | 'heldOut';
}

function parseLine(text: string, where: string): PromptLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ArgumentError(`${where} is not JSON.`);
  }
  if (typeof value !== 'object' || value === null) throw new ArgumentError(`${where} must be an object.`);
  for (const [name, field] of Object.entries(value)) {
    const [test, expected] = FIELDS[name] ?? [null, ''];
    if (!test)
      throw new ArgumentError(
        `${where} has an unknown field '${name}'; the known fields are ${Object.keys(FIELDS).join(', ')}.`,
      );
    if (!test(field)) throw new ArgumentError(`${where}: ${name} must be ${expected}.`);
  }
  for (const name of ['images', 'question']) {
    if (!(name in value)) throw new ArgumentError(`${where} has no ${name}.`);
  }
  return value as PromptLine;
}

type TruthFields = Pick<Truth, 'facts' | 'points' | 'order' | 'expertText' | 'captions'>;

function truthOf(source: TruthFields & { answer?: string | null; boxes?: readonly unknown[] }): Truth {
  const { points, order, expertText, captions } = source;
  return {
    ...(points ? { points } : {}),
    ...(order ? { order } : {}),
    ...(expertText === undefined ? {} : { expertText }),
    ...(captions ? { captions } : {}),
    ...(source.answer == null ? {} : { answer: source.answer }),
    ...(source.boxes?.length ? { boxes: source.boxes as readonly Box[] } : {}),
    ...(source.facts ? { facts: source.facts } : {}),
  };
}

export function readPromptsFile(file: string): HostPrompt[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const prompts = lines.flatMap((text, i) => {
    if (text.trim() === '') return [];
    const line = parseLine(text, `${file}, line ${i + 1},`);
    const images = line.images.map((path) => readPicture(isAbsolute(path) ? path : join(dirname(file), path)));
    const id = line.id ?? `prompt-${i + 1}`;
    return [{ id, images, question: line.question, truth: truthOf(line), split: line.split ?? ('train' as const) }];
  });
  if (prompts.length === 0) throw new ArgumentError(`${file} has no prompts.`);
  const twice = prompts.find(({ id }, i) => prompts.findIndex((other) => other.id === id) !== i);
  if (twice) throw new ArgumentError(`${file} has two prompts with the id '${twice.id}'.`);
  return prompts;
}

export function readPrompts(args: TrainArguments): HostPrompt[] {
  if (args.scenes !== null) return []; // the page makes them
  if (args.promptsFile !== null) return readPromptsFile(args.promptsFile);
  const images = args.images.map(readPicture);
  return [{ id: 'prompt-1', images, question: args.question ?? '', truth: truthOf(args), split: 'train' }];
}
