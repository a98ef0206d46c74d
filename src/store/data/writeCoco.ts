// What: prompts → COCO object annotations (src/data/files/importers/coco.ts reads them): every box becomes an annotation of its prompt's first
// picture; its category is the box's label, else the answer, else “object”.
// Formula: bbox = [x0·w, y0·h, (x1 − x0)·w, (y1 − y0)·h].
// Units: COCO counts in pixels from the upper left corner; prompts in fractions.
// Source: https://cocodataset.org/#format-data (images, annotations, categories).
import type { DataImage, DataPrompt } from '../../data/dataPrompt.ts';
import { DATA_TEXTS } from '../texts/data.ts';

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
