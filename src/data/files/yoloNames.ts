// What: what stands beside YOLO's labels: the names of the classes (data.yaml, classes.txt, obj.names, notes.json, _darknet.labels), which folders
// or lists of pictures are held out, and the shape of keypoints.
// Source: ultralytics, docs/en/datasets/detect/index.md (data.yaml); HumanSignal/labelImg, libs/yolo_io.py (classes.txt); label-studio-converter,
// converter.py (notes.json); datumaro, tests/assets/yolo_dataset (obj.names, train.txt).
import { isRecord } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import type { PathEnds } from './pathEnds.ts';
import { cleanPath } from './root.ts';
import { splitInPath, splitNamed } from './splits.ts';
import type { Split } from './splits.ts';
import type * as Yaml from './yaml.ts';
import type { KeypointShape } from './yoloLines.ts';
import { wordOf } from './wordOf.ts';

export interface YoloSet {
  /** Of the file that tells it. */
  readonly folder: string;
  /** By number; with gaps where the file leaves some out. */
  readonly names: readonly (string | undefined)[];
  readonly keypoints?: KeypointShape;
  /** Folders of pictures, or lists of them, as the file names them. */
  readonly parts: readonly { readonly path: string; readonly split: Split }[];
}

const NAME_LIST = /(^|\/)(classes\.txt|labels\.txt|predefined_classes\.txt|[^/]+\.names|_darknet\.labels)$/i;
const NOTES = /(^|\/)notes\.json$/i;
export const isNameFile = ({ path }: DataFile): boolean =>
  NAME_LIST.test(path) || NOTES.test(path) || /\.ya?ml$/i.test(path);

function named(value: unknown): readonly (string | undefined)[] {
  if (Array.isArray(value)) return value.map((name) => wordOf(name) || undefined);
  if (!isRecord(value)) return [];
  const names: (string | undefined)[] = [];
  for (const [number, name] of Object.entries(value))
    if (/^\d{1,5}$/.test(number)) names[Number(number)] = wordOf(name) || undefined;
  return names;
}

const listed = (value: unknown): readonly string[] =>
  [value].flat().filter((path) => typeof path === 'string' && path !== '') as string[];

/** Asked for once, as xml.ts does. */
let yaml: Promise<typeof Yaml> | null = null;

async function fromYaml(file: DataFile): Promise<YoloSet | null> {
  yaml ??= import('./yaml.ts');
  const [text, { parseYaml }] = await Promise.all([file.text(), yaml]);
  const value = parseYaml(text);
  if (!isRecord(value)) return null;
  const names = named(value['names']);
  const shape = value['kpt_shape'];
  const isShape = Array.isArray(shape) && shape.length === 2 && shape.every(Number.isInteger);
  const parts = ['train', 'val', 'valid', 'test'].flatMap((part) =>
    listed(value[part]).map((path) => ({ path: cleanPath(path), split: splitNamed(part)! })),
  );
  return { folder: file.folder, names, parts, ...(isShape ? { keypoints: shape as unknown as KeypointShape } : {}) };
}

async function fromNotes(file: DataFile): Promise<YoloSet | null> {
  const value = await file.json();
  if (!isRecord(value) || !Array.isArray(value['categories'])) return null;
  const categories = value['categories'].filter(isRecord);
  return {
    folder: file.folder,
    names: named(Object.fromEntries(categories.map(({ id, name }) => [String(id), name]))),
    parts: [],
  };
}

async function fromList(file: DataFile): Promise<YoloSet> {
  const names = (await file.text()).split(/\r?\n/).map((line) => line.trim() || undefined);
  return { folder: file.folder, names, parts: [] };
}

/** null where the file tells no names. */
export async function readSet(file: DataFile): Promise<YoloSet | null> {
  const read = /\.ya?ml$/i.test(file.path) ? fromYaml : NOTES.test(file.path) ? fromNotes : fromList;
  const set = await read(file);
  return set && set.names.some((name) => name !== undefined) ? set : null;
}

/** For a folder: the one told in the nearest folder around the labels, else in the only other place; undefined where none is, or several differ.
 *  The first of those in the same folder counts. */
export function setsByFolder(sets: readonly YoloSet[]): (folder: string) => YoloSet | undefined {
  const told = new Map([...sets].reverse().map((set) => [set.folder, set]));
  const first = sets[0] && JSON.stringify(sets[0].names);
  const elsewhere = sets.every(({ names }) => JSON.stringify(names) === first) ? sets[0] : undefined;
  return (folder) => {
    for (let outer = folder; ; outer = outer.slice(0, Math.max(0, outer.lastIndexOf('/')))) {
      const set = told.get(outer);
      if (set) return set;
      if (outer === '') return elsewhere;
    }
  };
}

/** A list of pictures by path, as Darknet wants them. */
export function isPictureList(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => /\.(png|jpe?g|webp|bmp|tiff?|gif)\s*$/i.test(line));
}

/** The part of a data set that a picture belongs to, by data.yaml, else by the lists, else by its folders. */
export function splitOf(picture: string, set: YoloSet, lists: PathEnds<Split>): Split | undefined {
  const told = set.parts.find(({ path }) => !/\.txt$/i.test(path) && `/${picture}`.includes(`/${path}/`));
  return (
    told?.split ??
    lists.firstWithin(picture) ??
    splitInPath(
      picture
        .replaceAll(/(^|\/)obj_(\w+?)_data\//gi, '$1$2/')
        .split('/')
        .slice(0, -1)
        .join('/'),
    )
  );
}
