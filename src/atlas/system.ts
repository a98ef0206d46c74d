// What: one card of the atlas: a published system, what it does and where it differs from plain GRPO, checked with one sentence for
// what is wrong. Its status is not in the file: status.ts computes it.
import { isObject } from '../config/checkValue.ts';
import { BLOCK_CODES } from './axes.ts';

export const CLASSES = ['core', 'adaptable', 'outside'] as const;
/** core: runs here as published; adaptable: with a simplification; outside: not about language models that look at pictures. */
export type SystemClass = (typeof CLASSES)[number];

export interface System {
  /** Of its file and of its address, `#atlas=<id>`. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly class: SystemClass;
  readonly paper?: string;
  readonly year?: number;
  readonly code?: string;
  /** One or two sentences. */
  readonly mechanism: string;
  /** Adaptable: what would be simpler here. */
  readonly simplification?: string;
  /** Outside: what of it can be learned here, and the settings for it, as in a link. */
  readonly lesson?: string;
  readonly setting?: string;
  /** Codes of axes.ts that it has beyond plain GRPO. */
  readonly blocks: readonly string[];
  /** Files of tests/golden/systems/cases. */
  readonly golden: readonly string[];
  /** The recipe that realises it, where it is not called as the file. */
  readonly recipe?: string;
  /** Further recipes of the same paper. */
  readonly also: readonly string[];
}

export class AtlasError extends Error {
  override readonly name = 'AtlasError';
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isAddress = (value: unknown) => isText(value) && /^https:\/\/\S+$/.test(value);
const isNames = (value: unknown) => Array.isArray(value) && value.every(isText);
const isYear = (value: unknown) => Number.isInteger(value) && (value as number) > 1990 && (value as number) < 2100;

/** What each field must be, and the words for it. */
const FIELDS: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  name: [isText, 'a text'],
  title: [isText, 'a text'],
  class: [(value) => CLASSES.includes(value as SystemClass), 'core, adaptable or outside'],
  paper: [isAddress, 'an address that starts with https://'],
  year: [isYear, 'a year'],
  code: [isAddress, 'an address that starts with https://'],
  mechanism: [isText, 'a text of one or two sentences'],
  simplification: [isText, 'a text'],
  lesson: [isText, 'a text'],
  setting: [isText, 'settings as in a link, for example recipe=papo&temperature=0.8'],
  blocks: [isNames, 'a list of codes'],
  golden: [isNames, 'a list of names'],
  recipe: [isText, 'the name of a recipe'],
  also: [isNames, 'a list of names'],
};
const NEEDED = ['name', 'title', 'class', 'mechanism'];
/** What a class needs beside these. */
const OF_CLASS: Readonly<Record<SystemClass, readonly string[]>> = {
  core: ['blocks'],
  adaptable: ['blocks', 'simplification'],
  outside: ['lesson', 'setting'],
};

/** Throws an AtlasError. */
export function checkSystem(id: string, value: unknown): System {
  const refuse = (what: string): never => {
    throw new AtlasError(`The atlas file ${id}.json ${what}.`);
  };
  if (!isObject(value)) return refuse('is not an object with a name, a title, a class and a mechanism');
  const stray = Object.keys(value).find((key) => !(key in FIELDS));
  if (stray !== undefined)
    refuse(`has a field '${stray}', which is unknown; known are ${Object.keys(FIELDS).join(', ')}`);
  for (const [key, [fits, words]] of Object.entries(FIELDS)) {
    const given = value[key];
    if (given === undefined ? NEEDED.includes(key) : !fits(given))
      refuse(given === undefined ? `has no ${key}; it must be ${words}` : `has a ${key} that is not ${words}`);
  }
  const kind = value['class'] as SystemClass;
  const missing = OF_CLASS[kind].find((key) => value[key] === undefined);
  if (missing !== undefined) refuse(`has no ${missing}, which a system of the class ${kind} needs`);
  const unknown = ((value['blocks'] ?? []) as string[]).find((code) => !BLOCK_CODES.has(code));
  if (unknown !== undefined) refuse(`names the block '${unknown}', which is on none of the twelve axes`);
  return { blocks: [], golden: [], also: [], ...value, id } as unknown as System;
}
