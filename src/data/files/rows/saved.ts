// What: a row that has nothing but our own fields, as the page saves them: it is ours before any other form is asked, since others have captions,
// labels or a question, too. Marks of pictures in its question, tags in its answer or pictures as bytes are other trainers'.
import { isOwnField } from '../../promptLines.ts';
import { isOurs } from '../foreignRow.ts';
import { readOwnRow } from '../ownRow.ts';
import type { RowFormat } from '../rowFormat.ts';

export const rowFormat: RowFormat = {
  order: 0,
  fits: (row) => isOurs(row) && Object.keys(row).every(isOwnField),
  read: readOwnRow,
};
