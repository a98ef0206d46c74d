// What: a row with our own fields, as the page saves them: images, question and what is true about the pictures.
// Units: boxes and points in fractions, or as the row says: pixels, thousandths of the sides; x, y, width, height (xywh).
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { truthOfData } from '../dataPrompt.ts';
import { LINE_TEXTS as T } from '../lineTexts.ts';
import { readPromptRow } from '../promptLines.ts';
import type { RowPrompt } from '../promptLines.ts';
import type { ReadRow, Row } from './rowFormat.ts';

function inCorners({ boxForm }: RowPrompt, [x, y, x1, y1]: Box): Box {
  return boxForm === 'xywh' ? [x, y, x + x1, y + y1] : [x, y, x1, y1];
}

/** Boxes as corners, and both as fractions or pixels. */
function placesOf(row: RowPrompt): Truth {
  const unit = row.units === 'thousandths' ? 1000 : 1;
  const boxes = row.boxes?.map((box) => inCorners(row, box).map((value) => value / unit) as unknown as Box);
  const points = row.points?.map(([x, y]) => [x / unit, y / unit] as const);
  return { ...(boxes ? { boxes } : {}), ...(points ? { points } : {}) };
}

function labelProblem({ boxes = [], labels = [] }: RowPrompt, where: string): string | null {
  if (boxes.length === 0 || labels.length === 0 || boxes.length === labels.length) return null;
  const say = labels.length < boxes.length ? T.fewerLabels : T.moreLabels;
  return say(where, boxes.length, labels.length);
}

export const hasOwnParts = (row: Row): boolean => ('images' in row || 'image' in row) && 'question' in row;

export function readOwnRow(row: Row, where: string): ReadRow {
  const read = readPromptRow(row, where);
  if ('problem' in read) return read;
  const { id, images, question, split, units, width, height, labels = [] } = read.prompt;
  const label = labelProblem(read.prompt, where);
  if (label && labels.length > read.prompt.boxes!.length) return { problem: label };
  const prompt = {
    ...(id === undefined ? {} : { id }),
    images,
    question,
    ...(split === undefined ? {} : { split }),
    truth: { ...truthOfData(read.prompt), ...placesOf(read.prompt) },
    boxForm: T.boxForm,
  };
  const sides = { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
  const prompts = [units === 'pixels' ? { ...prompt, pixels: sides } : prompt];
  return { prompts, unknown: read.unknown, ...(label ? { notes: [label] } : {}) };
}
