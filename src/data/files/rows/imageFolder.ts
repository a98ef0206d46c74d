// What: rows of Hugging Face's ImageFolder (metadata.jsonl, metadata.csv) and of the sets made from it: a picture in `file_name` or `image` with a
// caption, the name of its class, or `objects` of which each name is asked for.
// Units: a bbox is x, y, width, height in pixels, as in COCO.
// Source: huggingface/datasets, docs/source/image_dataset.mdx (Image captioning, Object detection).
import type { Box } from '../../../1-image/types.ts';
import { isRecord, parseJson } from '../../dataPrompt.ts';
import { hasPictures, isOurs, pixelsOf, readForeignRows } from '../foreignRow.ts';
import { DESCRIBE, NAME_IT, questionsAbout } from '../objectQuestions.ts';
import type { Asked } from '../objectQuestions.ts';
import { listIn } from '../rowChat.ts';
import type { ReadRow, Row, RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';

const CAPTION = ['text', 'caption', 'captions'] as const;
const CLASS = ['label', 'class', 'category', 'class_name', 'label_name'] as const;

const objectsIn = (row: Row) => {
  const value = typeof row['objects'] === 'string' ? parseJson(row['objects']) : row['objects'];
  return isRecord(value) && listIn(value['bbox']) ? value : null;
};
const filledIn = (row: Row, names: readonly string[]) => names.find((name) => (row[name] ?? '') !== '');

function askAboutObjects(objects: Row, where: string): readonly Asked[] | { readonly problem: string } {
  const boxes = listIn(objects['bbox'])!;
  const names = listIn(objects['categories'] ?? objects['category'] ?? objects['label'] ?? objects['labels']) ?? [];
  const areBoxes = boxes.every((box) => Array.isArray(box) && box.length === 4 && box.every(Number.isFinite));
  if (!areBoxes) return { problem: T.badBoxes(where, 'x, y, width and height in pixels') };
  if (names.length !== boxes.length || !names.every((name) => typeof name === 'string'))
    return { problem: T.noNames(where) };
  return questionsAbout(
    (boxes as [number, number, number, number][]).map(([x, y, w, h], i) => {
      const box: Box = [x, y, x + w, y + h];
      return { name: names[i] as string, box };
    }),
  );
}

function askAboutPicture(row: Row, where: string): readonly Asked[] | { readonly problem: string } {
  const caption = filledIn(row, CAPTION);
  if (caption !== undefined) {
    const captions = [row[caption]].flat().map(String);
    return [{ question: DESCRIBE, truth: { captions } }];
  }
  const name = row[filledIn(row, CLASS)!];
  return typeof name === 'string' && !/^\d+$/.test(name)
    ? [{ question: NAME_IT, truth: { answer: name } }]
    : { problem: T.noNames(where) };
}

const COLUMNS = [...CAPTION, ...CLASS, 'objects'];

export const rowFormat: RowFormat = {
  order: 40,
  fits: (row) =>
    !isOurs(row) &&
    hasPictures(row) &&
    (objectsIn(row) !== null || filledIn(row, CAPTION) !== undefined || filledIn(row, CLASS) !== undefined),
  read(row, where): ReadRow {
    const objects = objectsIn(row);
    const asked = objects ? askAboutObjects(objects, where) : askAboutPicture(row, where);
    if ('problem' in asked) return asked;
    const pixels = objects ? { pixels: pixelsOf(row), boxForm: T.xywh } : {};
    return readForeignRows(
      row,
      asked.map(({ question, truth }) => ({ columns: COLUMNS, question, truth, ...pixels })),
      where,
    );
  },
};
