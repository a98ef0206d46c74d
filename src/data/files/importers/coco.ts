// What: COCO object annotations: one prompt per picture and category, “find the <category>”.
// Units: COCO counts in pixels from the upper left corner, x, y, width, height.
// Source: https://cocodataset.org/#format-data (images, annotations, categories).
import type { Box } from '../../../1-image/types.ts';
import { isRecord } from '../../dataPrompt.ts';
import type { DataFile } from '../dataFile.ts';
import type { FoundPrompt, Importer } from '../importer.ts';

const isCoco = (value: unknown): value is Record<'images' | 'annotations', unknown[]> & Record<string, unknown> =>
  isRecord(value) && Array.isArray(value['images']) && Array.isArray(value['annotations']);
const records = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

type Row = Readonly<Record<string, unknown>>;

/** By the value as text: a table may write 7 in one place and "7" in the other. */
function groupedBy(rows: readonly Row[], field: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(String(row[field]));
    if (group) group.push(row);
    else groups.set(String(row[field]), [row]);
  }
  return groups;
}

async function readCoco(file: DataFile): Promise<readonly FoundPrompt[]> {
  const value = await file.json();
  if (!isCoco(value)) return [];
  const names = new Map(records(value['categories']).map(({ id, name }) => [String(id), String(name)]));
  const annotations = groupedBy(records(value.annotations), 'image_id');
  return records(value.images).flatMap(({ id, file_name: path, width, height }): FoundPrompt[] => {
    if (typeof path !== 'string') return [];
    const byCategory = groupedBy(annotations.get(String(id)) ?? [], 'category_id');
    return [...byCategory].map(([category, group]): FoundPrompt => {
      const name = names.get(category) ?? 'object';
      const boxes = group.flatMap(({ bbox }): Box[] => {
        if (!Array.isArray(bbox) || bbox.length !== 4 || !bbox.every(isNumber)) return [];
        const [x, y, w, h] = bbox as [number, number, number, number];
        return [[x, y, x + w, y + h]];
      });
      const pixels = { ...(isNumber(width) ? { width } : {}), ...(isNumber(height) ? { height } : {}) };
      const truth = { answer: name, boxes, labels: boxes.map(() => name) };
      return { images: [path], question: `find the ${name}`, truth, pixels, folder: file.folder, where: file.name };
    });
  });
}

export const importer: Importer = {
  order: 20,
  async claim(files) {
    const tables = files.filter(({ path }) => /\.json$/i.test(path));
    const values = await Promise.all(tables.map((file) => file.json()));
    return tables.filter((_, i) => isCoco(values[i]));
  },
  read: async (own) => ({ prompts: (await Promise.all(own.map(readCoco))).flat(), notes: [] }),
};
