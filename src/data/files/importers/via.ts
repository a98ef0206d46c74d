// What: the VGG Image Annotator, JSON and CSV: for each name on a picture we ask where it is, or to point to it. The name of a region is its
// attribute called name, class, label or type, else the first that is a text.
// Units: pixels from the upper left corner; theta in radians.
// Source: viaPictures.ts.
import type { Box } from '../../../1-image/types.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import type { Found, FoundPrompt, Importer } from '../importer.ts';
import { promptsOf, Tally } from '../marks.ts';
import { boxAround, DESCRIBE, uprightBox } from '../objectQuestions.ts';
import type { Marked } from '../objectQuestions.ts';
import { viaOfCsv, viaOfJson } from '../viaPictures.ts';
import type { ViaPicture, ViaRegion } from '../viaPictures.ts';

type Point = readonly [x: number, y: number];

const NAMES = ['name', 'class', 'label', 'type', 'category', 'object', 'class_name', 'object_name'] as const;
const isFilled = (value: unknown) =>
  typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' || typeof value === 'object';

/** A checkbox holds the names that are set. */
const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, isSet]) => (isSet === true ? [name] : []))
    : [String(value).trim()];

function namesOf({ attributes }: ViaRegion, tally: Tally): readonly string[] {
  const filled = Object.entries(attributes).filter(([, value]) => isFilled(value));
  const named = NAMES.flatMap((name) => filled.filter(([key]) => key.toLowerCase() === name))[0];
  const chosen = named ?? filled.find(([, value]) => typeof value === 'string') ?? filled[0];
  if (filled.length > 1) tally.add('attributes');
  return chosen ? textsOf(chosen[1]) : [];
}

const numbers = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : []);

function boxOf({ shape }: ViaRegion, tally: Tally): Box | null {
  const [x, y, width, height, cx, cy] = ['x', 'y', 'width', 'height', 'cx', 'cy'].map((name) => Number(shape[name])) as [number, number, number, number, number, number]; // prettier-ignore
  if (shape['name'] === 'rect') return [x, y, x + width, y + height];
  if (shape['name'] === 'polygon') {
    const ys = numbers(shape['all_points_y']);
    tally.add('outlines');
    return boxAround(numbers(shape['all_points_x']).map((along, i): Point => [along, ys[i] ?? NaN]));
  }
  if (shape['name'] !== 'circle' && shape['name'] !== 'ellipse') return null;
  tally.add('outlines');
  const [rx, ry] = [Number(shape['rx'] ?? shape['r']), Number(shape['ry'] ?? shape['r'])];
  return uprightBox([cx, cy], rx, ry, Number(shape['theta'] ?? 0), true);
}

function readRegion(region: ViaRegion, tally: Tally): readonly Marked[] {
  const { name: kind, cx, cy } = region.shape;
  if (kind === 'polyline') {
    tally.add('lines');
    return [];
  }
  const names = namesOf(region, tally);
  if (names.length === 0) {
    tally.add('unnamed');
    return [];
  }
  if (kind === 'point') return names.map((name) => ({ name, point: [Number(cx), Number(cy)] as const }));
  const box = boxOf(region, tally);
  if (box?.every(Number.isFinite)) return names.map((name) => ({ name, box }));
  tally.add('broken');
  return [];
}

/** Attributes of a file that every project of the demonstration holds. */
const DEMO = new Set(['caption', 'public_domain', 'image_url']);

function readPicture({ path, regions, attributes }: ViaPicture, file: DataFile, tally: Tally): readonly FoundPrompt[] {
  if (path === null) {
    tally.add('otherTasks');
    return [];
  }
  const place = { folder: file.folder, where: `${file.label}, ${path}`, table: file.path };
  const { caption } = attributes;
  if (Object.entries(attributes).some(([name, value]) => !DEMO.has(name) && isFilled(value)))
    tally.add('fileAttributes');
  const isCaption = typeof caption === 'string' && caption.trim() !== '';
  const whole = isCaption ? [{ images: [path], question: DESCRIBE, truth: { captions: [caption] }, ...place }] : [];
  if (regions.length === 0 && isCaption) return whole;
  const objects = regions.flatMap((region) => readRegion(region, tally));
  return [...whole, ...promptsOf({ image: path, objects, pixels: {}, ...place }, tally)];
}

const picturesIn = async (file: DataFile): Promise<readonly ViaPicture[] | null> =>
  /\.json$/i.test(file.path) ? viaOfJson(await file.json()) : viaOfCsv(await file.text());

async function readExport(file: DataFile): Promise<Found> {
  const tally = new Tally();
  const prompts = ((await picturesIn(file)) ?? []).flatMap((picture) => readPicture(picture, file, tally));
  return { prompts, notes: tally.notes(file.label) };
}

export const importer: Importer = {
  order: 35,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (/\.(json|csv)$/i.test(file.path) && (await picturesIn(file))) claimed.push(file);
    return claimed;
  },
  read: (own) => eachTable(own, readExport),
};
