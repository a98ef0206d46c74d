// What: COCO object annotations in and out. In: one prompt per picture and category, “find the <category>”. Out: every box
// becomes an annotation of its prompt's first picture; its category is the box's label, else the answer, else “object”.
// Formula: bbox = [x0·w, y0·h, (x1 − x0)·w, (y1 − y0)·h].
// Units: COCO counts in pixels from the upper left corner; prompts in fractions.
// Source: https://cocodataset.org/#format-data (images, annotations, categories).
import type { Box } from '../../1-image/types.ts';
import { DataFileError, isRecord } from '../../data/dataPrompt.ts';
import type { DataImage, DataPrompt, ReadData } from '../../data/dataPrompt.ts';
import { DATA_TEXTS } from '../texts/data.ts';

export const isCoco = (value: unknown) =>
  isRecord(value) && Array.isArray(value['images']) && Array.isArray(value['annotations']);

type Row = Record<string, unknown>;
const records = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function groupedBy(rows: readonly Row[], field: string): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[field]);
    if (group) group.push(row);
    else groups.set(row[field], [row]);
  }
  return groups;
}

/** The part of the picture that the annotation covers; null where it is not a box. */
function boxOf(bbox: unknown, width: number, height: number): Box | null {
  if (!Array.isArray(bbox) || bbox.length !== 4 || !bbox.every(isNumber)) return null;
  const [x, y, w, h] = bbox as [number, number, number, number];
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const box: Box = [inside(x / width), inside(y / height), inside((x + w) / width), inside((y + h) / height)];
  return box[2] > box[0] && box[3] > box[1] ? box : null;
}

/** Crowds are left out: one box around many things answers no question. */
export function readCoco(value: unknown, file: string): ReadData {
  if (!isRecord(value) || !isCoco(value)) throw new DataFileError(DATA_TEXTS.notCoco(file));
  const names = new Map(records(value['categories']).map(({ id, name }) => [id, String(name)]));
  const refused: string[] = [];
  const prompts: DataPrompt[] = [];
  const annotations = groupedBy(records(value['annotations']), 'image_id');
  for (const { id, file_name: path, width, height } of records(value['images'])) {
    const own = (annotations.get(id) ?? []).filter(({ iscrowd }) => iscrowd !== 1);
    if (typeof path !== 'string' || !isNumber(width) || !isNumber(height) || width <= 0 || height <= 0) {
      refused.push(DATA_TEXTS.cocoPicture(file, String(id)));
      continue;
    }
    for (const [category, group] of groupedBy(own, 'category_id')) {
      const name = names.get(category) ?? 'object';
      const boxes = group.map(({ bbox }) => boxOf(bbox, width, height)).filter((box) => box !== null);
      if (boxes.length < group.length)
        refused.push(DATA_TEXTS.cocoBoxes(file, group.length - boxes.length, name, path));
      if (boxes.length === 0) continue;
      const labels = boxes.map(() => name);
      prompts.push({ images: [path], question: DATA_TEXTS.cocoQuestion(name), answer: name, boxes, labels });
    }
  }
  if (prompts.length + refused.length === 0) refused.push(DATA_TEXTS.cocoEmpty(file));
  return { prompts, refused };
}

/** The categories are numbered from 1 in the order of their first box, as COCO does. */
export function writeCoco(prompts: readonly DataPrompt[], images: readonly DataImage[]): string {
  const numbered = new Map(images.map((image, i) => [image.path, { ...image, number: i + 1 }]));
  const categories = new Map<string, number>();
  const annotations = prompts.flatMap(({ images: [path], boxes = [], labels = [], answer = '' }) => {
    const image = numbered.get(path ?? '');
    if (!image) return [];
    return boxes.map(([x0, y0, x1, y1], i) => {
      const name = labels[i]?.trim() || answer.trim() || 'object';
      if (!categories.has(name)) categories.set(name, categories.size + 1);
      const { width: w, height: h } = image;
      const bbox = [x0 * w, y0 * h, (x1 - x0) * w, (y1 - y0) * h].map((side) => Math.round(side * 100) / 100);
      const area = Math.round(bbox[2]! * bbox[3]! * 100) / 100;
      return { image_id: image.number, category_id: categories.get(name), bbox, area, iscrowd: 0 };
    });
  });
  const file = {
    info: { description: DATA_TEXTS.cocoInfo },
    images: images.map(({ path, width, height }, i) => ({ id: i + 1, file_name: path, width, height })),
    annotations: annotations.map((annotation, i) => ({ id: i + 1, ...annotation })),
    categories: [...categories].map(([name, id]) => ({ id, name })),
  };
  return JSON.stringify(file, null, 1);
}
