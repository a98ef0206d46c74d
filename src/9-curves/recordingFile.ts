// What: a recorded run as a file that the page can play: gzip of the container of packValue.ts with kind 'recording'.
// Numbers keep five digits: what a curve or a table shows, at half the size.
import { FormatError, gunzip, gzip } from './gzip.ts';
import { packValue, unpackValue } from './packValue.ts';

export const RECORDING_VERSION = 1;
const MAX_UNPACKED = 40e6;

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toPrecision(5)) : value;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}

export const packRecording = (recording: object): Promise<Uint8Array<ArrayBuffer>> =>
  gzip(packValue('recording', rounded({ version: RECORDING_VERSION, ...recording })));

/** Throws a FormatError; what is inside is checked by the page. */
export async function unpackRecording(bytes: Uint8Array<ArrayBuffer>): Promise<Readonly<Record<string, unknown>>> {
  const value = unpackValue('recording', await gunzip(bytes, MAX_UNPACKED)) as Record<string, unknown> | null;
  if (value?.['version'] !== RECORDING_VERSION || !Array.isArray(value['steps'])) {
    throw new FormatError('it is not a recording that this page can play');
  }
  return value;
}
