// What: Datumaro's own .json: for each name on a picture we ask where it is, or to point to it; a picture with one label is asked for that, one with
// captions for a description.
// Units: pixels; a bbox is x, y, width, height, points are x0, y0, x1, y1, …; the size of a picture is [height, width].
// Source: open-edge-platform/datumaro, plugins/data_formats/datumaro/exporter.py, tests/assets/datumaro_dataset.
import type { Box } from '../../../1-image/types.ts';
import { isRecord } from '../../dataPrompt.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import type { Found, FoundPrompt, Importer } from '../importer.ts';
import { firstOf, promptsOf, Tally, told } from '../marks.ts';
import { boxAround, DESCRIBE, NAME_IT } from '../objectQuestions.ts';
import type { Asked, Marked } from '../objectQuestions.ts';
import type { Root } from '../root.ts';
import { wordOf } from '../wordOf.ts';

type Values = Readonly<Record<string, unknown>>;
type Point = readonly [x: number, y: number];

const records = (value: unknown): readonly Values[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const record = (value: unknown): Values => (isRecord(value) ? value : {});
const isSheet = (value: unknown): value is Values =>
  isRecord(value) && isRecord(value['categories']) && Array.isArray(value['items']) && records(value['items']).some((item) => 'annotations' in item); // prettier-ignore

const numbers = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : []);
const pairs = (flat: readonly number[]) =>
  Array.from({ length: Math.floor(flat.length / 2) }, (_, i): Point => [flat[2 * i]!, flat[2 * i + 1]!]);

function boxOf(mark: Values, tally: Tally): Box | null {
  const [x, y, width, height] = numbers(mark['bbox']) as [number, number, number, number];
  if (mark['type'] === 'bbox') return [x, y, x + width, y + height];
  tally.add('outlines');
  return boxAround(pairs(numbers(mark['points']))); // of an ellipse, they are the corners of its box
}

function readMark(mark: Values, names: readonly string[], tally: Tally): readonly Marked[] {
  const name = names[Number(mark['label_id'])];
  if (mark['type'] === 'mask') tally.add('painted');
  else if (mark['type'] === 'polyline') tally.add('lines');
  else if (!name) tally.add('unlisted');
  else if (mark['type'] === 'points') return pairs(numbers(mark['points'])).map((point) => ({ name, point }));
  else {
    const box = boxOf(mark, tally);
    if (box?.every(Number.isFinite)) return [{ name, box }];
    tally.add('broken');
  }
  return [];
}

const PLACED = new Set(['bbox', 'polygon', 'ellipse', 'points', 'polyline', 'mask']);

function readItem(
  item: Values,
  names: readonly string[],
  file: DataFile,
  root: Root,
  tally: Tally,
): readonly FoundPrompt[] {
  const media = { ...record(item['media']), ...record(item['image']) };
  const written = wordOf(media['path']) || wordOf(item['id']);
  const path = firstOf(root, file.folder, [`../images/${written}`]) ?? written;
  const marks = records(item['annotations']);
  const labels = marks.filter(({ type }) => type === 'label').map((mark) => names[Number(mark['label_id'])]);
  const captions = marks
    .filter(({ type }) => type === 'caption')
    .map(({ caption }) => wordOf(caption))
    .filter(Boolean);
  const objects = marks.filter(({ type }) => PLACED.has(wordOf(type))).flatMap((mark) => readMark(mark, names, tally));
  if (labels.length > 1) tally.add('tags');
  const asked: readonly Asked[] = [
    ...(labels.length === 1 && labels[0] ? [{ question: NAME_IT, truth: { answer: labels[0] } }] : []),
    ...(captions.length > 0 ? [{ question: DESCRIBE, truth: { captions } }] : []),
  ];
  const place = { folder: file.folder, where: `${file.label}, ${written}`, table: file.path };
  const whole = asked.map((one) => ({ images: [path], ...one, ...place }));
  if (objects.length === 0 && whole.length > 0) return whole;
  const [height, width] = numbers(media['size']);
  return [...whole, ...promptsOf({ image: path, objects, pixels: told(width, height), ...place }, tally)];
}

async function readSheet(file: DataFile, root: Root): Promise<Found> {
  const sheet = record(await file.json());
  const names = records(record(record(sheet['categories'])['label'])['labels']).map(({ name }) => wordOf(name));
  const tally = new Tally();
  const prompts = records(sheet['items']).flatMap((item) => readItem(item, names, file, root, tally));
  return { prompts, notes: tally.notes(file.label) };
}

export const importer: Importer = {
  order: 37,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (/\.json$/i.test(file.path) && isSheet(await file.json())) claimed.push(file);
    return claimed;
  },
  read: (own, root) => eachTable(own, (file) => readSheet(file, root)),
};
