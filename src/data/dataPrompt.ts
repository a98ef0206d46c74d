// What: a prompt as a data file holds it: pictures by path, the rest as plain values. Both file formats are read into it
// and written from it.
// Units: boxes are fractions of the first picture.
import { isTruthField } from '../4-rewards/truthValues.ts';
import type { Truth } from '../4-rewards/types.ts';
import { isTooDeep } from './jsonDepth.ts';

export interface DataPrompt extends Truth {
  readonly id?: string;
  readonly images: readonly string[];
  readonly question: string;
  readonly split?: 'train' | 'heldOut';
}

/** What is true about its pictures. */
export const truthOfData = (prompt: DataPrompt): Truth =>
  Object.fromEntries(Object.entries(prompt).filter(([name]) => isTruthField(name)));

/** Prompts that could be read, one sentence for each part that could not, and one for what was read past. */
export interface ReadData {
  readonly prompts: readonly DataPrompt[];
  readonly refused: readonly string[];
  readonly ignored?: string;
}

/** A picture of an export: shared ones are written once. */
export interface DataImage {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** Thrown where nothing of a file can be used; the message says what to do. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
}

export const parseJson = (text: string): unknown => {
  try {
    const value = JSON.parse(text) as unknown;
    return isTooDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Four decimals are a tenth of a pixel of a large photo. */
export const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
