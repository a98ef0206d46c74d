// What: the check of one point of a history that comes from outside.
import { FormatError } from '../../9-curves/gzip.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { isFields } from './promptRecord.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

export const MAX_HISTORY = 10_000;

const isNumbers = (value: unknown) =>
  isFields(value) && Object.values(value).every((number) => typeof number === 'number');

function readPoint(value: unknown): StepMetrics {
  if (!isFields(value) || !Number.isSafeInteger(value['step']) || !isNumbers(value['metrics'])) {
    throw new FormatError(RECORD_TEXTS.partDamaged(RECORD_TEXTS.parts.history));
  }
  return { step: value['step'] as number, metrics: value['metrics'] as Record<string, number> };
}

/** Throws a FormatError. */
export function readHistory(value: unknown): readonly StepMetrics[] {
  if (!Array.isArray(value) || value.length > MAX_HISTORY)
    throw new FormatError(RECORD_TEXTS.partDamaged(RECORD_TEXTS.parts.history));
  return value.map(readPoint);
}
