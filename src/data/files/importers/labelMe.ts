// What: LabelMe (and X-AnyLabeling, which writes the same): one .json for each picture. For each name we ask where it is, or to point to it; a
// picture with one flag instead is asked for that. Shapes of one group and name are one object. The picture itself may stand in the file.
// Units: pixels; a circle is told by its centre and a point on it.
// Source: wkentaro/labelme, labelme/_label_file.py, labelme/_shape.py (ShapeType), examples/primitives, examples/classification.
import { append } from '../append.ts';
import type { Box } from '../../../1-image/types.ts';
import { isRecord } from '../../dataPrompt.ts';
import type { DataFile } from '../dataFile.ts';
import type { FoundPrompt, Importer, NamedImage } from '../importer.ts';
import { inParts, promptsOf, Tally, told } from '../marks.ts';
import { MARK_TEXTS as T } from '../markTexts.ts';
import { boxAround, NAME_IT } from '../objectQuestions.ts';
import type { Marked } from '../objectQuestions.ts';
import { picturesOf } from '../rowPictures.ts';
import { PictureIndex, stemOf } from '../sidecars.ts';
import { splitInPath } from '../splits.ts';

type Point = readonly [x: number, y: number];
type Sheet = Readonly<Record<string, unknown>> & { readonly shapes: readonly unknown[] };

const isSheet = (value: unknown): value is Sheet =>
  isRecord(value) && Array.isArray(value['shapes']) && ('imagePath' in value || 'imageData' in value);

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);

function boxOf(kind: string, points: readonly Point[], tally: Tally): Box | null {
  const [first, second] = points;
  if (kind === 'circle' && first && second) {
    const radius = Math.hypot(second[0] - first[0], second[1] - first[1]);
    tally.add('outlines');
    return [first[0] - radius, first[1] - radius, first[0] + radius, first[1] + radius];
  }
  if (kind === 'polygon' || kind === 'mask') tally.add('outlines');
  if (kind === 'oriented_rectangle' || kind === 'rotation') tally.add('rotated');
  return boxAround(points);
}

interface Shape extends Marked {
  readonly group: unknown;
}

function readShape(shape: unknown, tally: Tally): readonly Shape[] {
  if (!isRecord(shape)) return [];
  const name = typeof shape['label'] === 'string' ? shape['label'].trim() : '';
  const kind = typeof shape['shape_type'] === 'string' ? shape['shape_type'] : 'polygon'; // before version 3.9 there were no others
  const points = (Array.isArray(shape['points']) ? shape['points'] : []).filter(isPoint);
  const group = shape['group_id'] ?? null;
  const hasMore = shape['description'] || Object.values(isRecord(shape['flags']) ? shape['flags'] : {}).includes(true);
  if (name === '') tally.add('unnamed');
  else if (kind === 'line' || kind === 'linestrip') tally.add('lines');
  else if (points.length === 0) tally.add('broken');
  else {
    if (hasMore) tally.add('attributes');
    if (kind === 'point' || kind === 'points') return points.map((point) => ({ name, point, group: null }));
    const box = boxOf(kind, points, tally);
    if (box) return [{ name, box, group }];
    tally.add('broken');
  }
  return [];
}

/** Boxes of one name and group become the box around them. */
function grouped(shapes: readonly Shape[]): readonly Marked[] {
  const objects = new Map<string, Marked>();
  for (const [i, { name, box, point, group }] of shapes.entries()) {
    const key = JSON.stringify(group === null ? i : [name, group]);
    const other = objects.get(key)?.box;
    const whole = box && other ? boxAround([box, other].flatMap(([x0, y0, x1, y1]): Point[] => [[x0, y0], [x1, y1]])) : box; // prettier-ignore
    objects.set(key, { name, ...(whole ? { box: whole } : {}), ...(point ? { point } : {}) });
  }
  return [...objects.values()];
}

const flagsOf = (sheet: Sheet) =>
  Object.entries(isRecord(sheet['flags']) ? sheet['flags'] : {})
    .filter(([name, isSet]) => isSet === true && !name.startsWith('__'))
    .map(([name]) => name);

/** The file, else what stands in the sheet, else the path that will be said to be missing. */
function pictureOf(
  sheet: Sheet,
  file: DataFile,
  index: PictureIndex,
): { readonly image: NamedImage; readonly folder: string } {
  const path = typeof sheet['imagePath'] === 'string' ? sheet['imagePath'].replaceAll('\\', '/') : undefined;
  const beside = index.beside(file, path);
  if (beside) return { image: beside.path, folder: '' };
  const data = sheet['imageData'];
  const name = path?.split('/').at(-1) ?? `${stemOf(file.path)}.png`;
  const inside = typeof data === 'string' && data !== '' ? picturesOf({ bytes: data, path: name }) : null;
  return { image: inside?.[0] ?? path ?? name, folder: file.folder };
}

export const importer: Importer = {
  order: 31,
  async claim(files) {
    const sheets = files.filter(({ path }) => /\.json$/i.test(path));
    const values = await Promise.all(sheets.map((file) => file.json()));
    return sheets.filter((_, i) => isSheet(values[i]));
  },
  async read(own, root) {
    const index = new PictureIndex(root.files);
    const tally = new Tally();
    const stems = new Set<string>();
    const prompts: FoundPrompt[] = [];
    for (const file of own) {
      const sheet = await file.json();
      if (!isSheet(sheet)) continue;
      const place = { ...pictureOf(sheet, file, index), where: file.label };
      stems.add(stemOf(file.path)).add(typeof place.image === 'string' ? stemOf(place.image) : '');
      const objects = grouped(sheet.shapes.flatMap((shape) => readShape(shape, tally)));
      const split = splitInPath(file.folder);
      const flags = flagsOf(sheet);
      if (flags.length > 1) tally.add('flags');
      if (flags.length === 1) {
        const { image, ...from } = place;
        prompts.push({
          images: [image],
          question: NAME_IT,
          truth: { answer: flags[0]! },
          ...from,
          ...(split ? { split } : {}),
        });
      }
      if (objects.length === 0 && flags.length === 1) continue;
      const pixels = told(sheet['imageWidth'], sheet['imageHeight']);
      append(prompts, promptsOf({ ...place, objects, pixels, split }, tally));
    }
    tally.add('unmarked', index.without(stems));
    const inOrder = inParts(prompts, tally);
    return { prompts: inOrder, notes: tally.notes(T.sidecars.json) };
  },
};
