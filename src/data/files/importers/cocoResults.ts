// What: what detectors write, a list of results for pictures that another file lists: known only to say so.
// Source: https://cocodataset.org/#format-results.
import { COCO_TEXTS } from '../coco/texts.ts';
import { records } from '../coco/values.ts';
import type { DataFile } from '../dataFile.ts';
import type { Importer } from '../importer.ts';

const FIELDS = ['bbox', 'segmentation', 'keypoints', 'caption', 'category_id'];

function areResults(value: unknown): boolean {
  const [first] = records(value);
  return !!first && 'image_id' in first && FIELDS.some((name) => name in first);
}

export const importer: Importer = {
  order: 21,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (/\.json$/i.test(file.path) && areResults(await file.json())) claimed.push(file);
    return claimed;
  },
  read: (own) =>
    Promise.resolve({
      prompts: [],
      notes: own.map(({ label }) => ({ about: 'file', sentence: COCO_TEXTS.results(label) })),
      isNoTable: true,
    }),
};
