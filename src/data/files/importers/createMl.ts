// What: Apple's Create ML, as Roboflow and LabelImg write it: one .json for many pictures. For each name on a picture we ask where it is.
// Units: pixels; x and y are those of the centre.
// Source: HumanSignal/labelImg, libs/create_ml_io.py (calculate_coordinates).
import { isRecord } from '../../dataPrompt.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import type { Found, Importer } from '../importer.ts';
import { promptsOf, Tally } from '../marks.ts';
import type { Marked } from '../objectQuestions.ts';
import { wordOf } from '../wordOf.ts';

type Values = Readonly<Record<string, unknown>>;

const nameOf = (entry: Values) => entry['image'] ?? entry['imagefilename'] ?? entry['filename'];
const marksOf = (entry: Values) => entry['annotations'] ?? entry['annotation'];
const isMark = (value: unknown): value is Values => isRecord(value) && isRecord(value['coordinates']);

const isEntry = (value: unknown): value is Values => {
  if (!isRecord(value) || typeof nameOf(value) !== 'string') return false;
  const marks = marksOf(value);
  return Array.isArray(marks) && marks.every(isMark);
};
const areEntries = (value: unknown): value is readonly Values[] =>
  Array.isArray(value) && value.every(isEntry) && value.some((entry) => (marksOf(entry) as unknown[]).length > 0);

function readMark(mark: Values, tally: Tally): readonly Marked[] {
  const name = wordOf(mark['label']).trim();
  const at = mark['coordinates'] as Values;
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(at[key])) as [
    number,
    number,
    number,
    number,
  ];
  const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2] as const;
  if (name === '') tally.add('unnamed');
  else if (!box.every(Number.isFinite)) tally.add('broken');
  else return [{ name, box }];
  return [];
}

async function readExport(file: DataFile): Promise<Found> {
  const value = await file.json();
  const tally = new Tally();
  const prompts = (areEntries(value) ? value : []).flatMap((entry) => {
    const image = nameOf(entry) as string;
    const objects = (marksOf(entry) as Values[]).flatMap((mark) => readMark(mark, tally));
    const place = { folder: file.folder, where: `${file.label}, ${image}`, table: file.path };
    return promptsOf({ image, objects, pixels: {}, ...place }, tally);
  });
  return { prompts, notes: tally.notes(file.label) };
}

export const importer: Importer = {
  order: 36,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (/\.json$/i.test(file.path) && areEntries(await file.json())) claimed.push(file);
    return claimed;
  },
  read: (own) => eachTable(own, readExport),
};
