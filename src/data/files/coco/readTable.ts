// What: one COCO table → for each of its pictures the boxes by name, and captions; what cannot be meant is named.
// Units: pixels from the upper left corner; boxes as corners x0, y0, x1, y1.
// Source: https://cocodataset.org/#format-data (object detection, keypoints, panoptic segmentation, captions).
import { append } from '../append.ts';
import type { Box } from '../../../1-image/types.ts';
import { isRecord } from '../../dataPrompt.ts';
import type { DataFile } from '../dataFile.ts';
import { groupedBy } from '../groupedBy.ts';
import type { Note, Pixels } from '../importer.ts';
import type { Root } from '../root.ts';
import { readBoxes } from './readBoxes.ts';
import type { Picture } from './readBoxes.ts';
import { COCO_TEXTS as T } from './texts.ts';
import { idOf, isFlagged, records, sideOf, textOf } from './values.ts';
import type { Row } from './values.ts';

export interface CocoPicture {
  /** As the table names it. */
  readonly path: string;
  readonly pixels: Pixels;
  readonly boxes: ReadonlyMap<string, readonly Box[]>;
  readonly captions: readonly string[];
}

export interface CocoTable {
  readonly file: DataFile;
  readonly pictures: readonly CocoPicture[];
  readonly notes: readonly Note[];
}

/** Lists of pictures without annotations have the same form; they get a sentence. */
export const isCoco = (value: unknown): value is Row =>
  isRecord(value) &&
  Array.isArray(value['images']) &&
  (Array.isArray(value['annotations']) || Array.isArray(value['categories']));

/** Some tables have only the address that a picture was taken from. */
const pathOf = (row: Row) =>
  ['file_name', 'filename', 'coco_url', 'flickr_url'].map((name) => textOf(row[name])).find((path) => path !== null) ??
  null;

/** Panoptic tables hold the things of a picture one level deeper. */
function flattened(annotations: readonly Row[]): readonly Row[] {
  return annotations.flatMap((row) => {
    const segments = records(row['segments_info']);
    return segments.length === 0 ? [row] : segments.map((segment) => ({ ...segment, image_id: row['image_id'] }));
  });
}

interface Listed {
  readonly pictures: readonly Picture[];
  /** All ids that the table lists, also of pictures without a path. */
  readonly ids: ReadonlySet<string>;
}

async function sidesOf({ width, height }: Pixels, path: string, { folder }: DataFile, root: Root) {
  if (width !== undefined && height !== undefined) return { width, height };
  return (await root.find(folder, path)?.size())?.shown ?? null;
}

async function readPictures(value: Row, file: DataFile, root: Root, sentences: string[]): Promise<Listed> {
  const nameless: string[] = [];
  const pictures: Picture[] = [];
  for (const row of records(value['images'])) {
    const [id, path] = [idOf(row['id']), pathOf(row)];
    const [width, height] = [sideOf(row['width']), sideOf(row['height'])];
    const pixels = { ...(width === null ? {} : { width }), ...(height === null ? {} : { height }) };
    if (path === null) nameless.push(id ?? '?');
    else if (id !== null) pictures.push({ id, path, pixels, sides: await sidesOf(pixels, path, file, root) });
  }
  if (nameless.length > 0) sentences.push(T.noFileName(file.label, nameless));
  return { pictures, ids: new Set([...nameless, ...pictures.map(({ id }) => id)]) };
}

/** One picture for each id. Two of the same path are the same; two of other paths make their annotations ambiguous. */
function byId(
  pictures: readonly Picture[],
  annotated: ReadonlyMap<string, readonly Row[]>,
  file: string,
  notes: string[],
): Map<string, Picture> {
  const found = new Map<string, Picture>();
  for (const [id, group] of groupedBy(pictures, (picture) => picture.id)) {
    const paths = [...new Set(group.map(({ path }) => path))];
    const count = annotated.get(id)?.length ?? 0;
    if (paths.length === 1) found.set(id, group[0]!);
    else if (count > 0) notes.push(T.sharedId(file, id, paths, count));
  }
  return found;
}

const isCaption = (row: Row) => textOf(row['caption']) !== null && !('bbox' in row);
const isLeftOut = (row: Row) => isFlagged(row['iscrowd']) || isFlagged(row['ignore']);
const pictureOf = (row: Row) => idOf(row['image_id']) ?? '';

/** `value` is what the file holds. */
export async function readTable(value: Row, file: DataFile, root: Root): Promise<CocoTable> {
  const { label: name } = file;
  const sentences: string[] = [];
  const annotations = flattened(records(value['annotations']));
  const annotated = groupedBy(annotations, pictureOf);
  const listed = await readPictures(value, file, root, sentences);
  const pictures = byId(listed.pictures, annotated, name, sentences);
  const strangers = [...annotated].filter(([id]) => !listed.ids.has(id));
  if (strangers.length > 0) {
    const ids = strangers.map(([id]) => id || '?');
    sentences.push(T.strangers(name, ids, strangers.flatMap(([, rows]) => rows).length));
  }
  const own = annotations.filter((row) => pictures.has(pictureOf(row)));
  const things = own.filter((row) => !isCaption(row));
  const leftOut = things.filter(isLeftOut).length;
  if (leftOut > 0) sentences.push(T.crowds(name, leftOut));
  const boxes = readBoxes(
    things.filter((row) => !isLeftOut(row)),
    records(value['categories']),
    pictures,
    name,
  );
  const read = [...pictures.values()].map(({ id, path, pixels }): CocoPicture => {
    const captions = (annotated.get(id) ?? []).filter(isCaption).map((row) => textOf(row['caption'])!);
    return { path, pixels, boxes: boxes.byPicture.get(id) ?? new Map(), captions };
  });
  append(sentences, boxes.sentences);
  const isEmpty = read.every((picture) => picture.boxes.size === 0 && picture.captions.length === 0);
  if (isEmpty && sentences.length === 0) sentences.push(T.empty(name));
  return { file, pictures: read, notes: sentences.map((sentence) => ({ about: 'file', sentence })) };
}
