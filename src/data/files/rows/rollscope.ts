// What: a row that has our fields among others. What no other form fits is read as this one, so that a sentence says what is missing.
import { hasOwnParts, readOwnRow } from '../ownRow.ts';
import type { RowFormat } from '../rowFormat.ts';

export const rowFormat: RowFormat = { order: 100, fits: hasOwnParts, read: readOwnRow };
