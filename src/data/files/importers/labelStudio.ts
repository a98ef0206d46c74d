// What: Label Studio's exports JSON and JSON_MIN: for each name on a picture we ask where it is, or to point to it; a choice or a text about the
// whole picture answers the question that the task holds, or one by the name of the control.
// Source: HumanSignal/label-studio, docs/source/guide/export.md; label-studio-converter, converter.py (convert_to_json_min) and its tests.
import type { Truth } from '../../../4-rewards/types.ts';
import { isRecord } from '../../dataPrompt.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import { isRegion, regionsOf, valueOf } from '../labelStudioRegions.ts';
import type { Result } from '../labelStudioRegions.ts';
import type { Found, FoundPrompt, Importer, NamedImage } from '../importer.ts';
import { firstOf, promptsOf, Tally } from '../marks.ts';
import { DESCRIBE, NAME_IT } from '../objectQuestions.ts';
import type { Asked } from '../objectQuestions.ts';
import type { Root } from '../root.ts';
import { picturesOf } from '../rowPictures.ts';
import { splitNamed } from '../splits.ts';
import { wordOf } from '../wordOf.ts';

interface Task {
  readonly where: string;
  readonly data: Result;
  readonly results: readonly Result[];
}

const records = (value: unknown): readonly Result[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const isTask = (value: unknown) => isRecord(value) && isRecord(value['data']) && ['annotations', 'completions', 'predictions'].some((key) => Array.isArray(value[key])); // prettier-ignore
/** Written to a cloud storage: one annotation for each file. */
const isAnnotation = (value: unknown) => isRecord(value) && Array.isArray(value['result']) && isRecord(value['task']) && isRecord(value['task']['data']); // prettier-ignore
const isShort = (value: unknown) => isRecord(value) && 'annotation_id' in value && 'annotator' in value;
const isOurs = (value: unknown) =>
  Array.isArray(value)
    ? value.length > 0 && value.every((one) => isTask(one) || isShort(one))
    : isTask(value) || isAnnotation(value);

/** What people marked: the annotation that is called the truth, else the first that was not skipped. */
function annotationOf(task: Result, tally: Tally): Result | null {
  const all = records(task['annotations'] ?? task['completions']);
  const kept = all.filter((one) => one['was_cancelled'] !== true);
  tally.add('cancelled', all.length - kept.length);
  tally.add('predictions', records(task['predictions']).length);
  if (kept.length > 1) tally.add('further');
  return kept.find((one) => one['ground_truth'] === true) ?? kept[0] ?? null;
}

const CAPTION = /caption|descri/i;

/** JSON_MIN writes the data first, then the id, then what people said under the names of the controls, without the frame of each result: a text
 *  where there is one answer, else a list. */
function shortResults(row: Result): readonly Result[] {
  const keys = Object.keys(row);
  const controls = keys.slice(keys.indexOf('id') + 1, keys.indexOf('annotator'));
  return controls.flatMap((from_name): Result[] =>
    [row[from_name]].flat().map((cell: unknown): Result => {
      if (!isRecord(cell)) return { from_name, value: CAPTION.test(from_name) ? { text: cell } : { choices: cell } };
      const { x, y, width, height, points } = cell;
      const place = [x, y, width, height, points];
      const id = place.every((one) => one === undefined) ? undefined : JSON.stringify(place);
      return { ...cell, from_name, value: cell, ...(id === undefined ? {} : { id }) };
    }),
  );
}

function tasksIn(value: unknown, file: DataFile, tally: Tally): readonly Task[] {
  return [value].flat().map((one, i): Task => {
    const where = `${file.label}, task ${i + 1}`;
    if (isAnnotation(one)) {
      const { result, task } = one as { readonly result: unknown; readonly task: { readonly data: Result } };
      return { where, data: task.data, results: records(result) };
    }
    const row = one as Result;
    if (isShort(one)) return { where, data: row, results: shortResults(row) };
    return { where, data: row['data'] as Result, results: records(annotationOf(row, tally)?.['result']) };
  });
}

const PICTURE_PATH =
  /^data:image\/|\.(png|jpe?g|jfif|webp|gif|bmp|avif|svg|tiff?)(\?.*)?$|^\/data\/(upload|local-files)\//i;
const isPath = (value: unknown): value is string => typeof value === 'string' && PICTURE_PATH.test(value.trim());

/** The file that is meant: uploads carry eight letters before their own name, local files are told by a query. */
function pictureAt(written: string, folder: string, root: Root): NamedImage {
  const [inside] = written.startsWith('data:') ? (picturesOf(written) ?? []) : [];
  if (inside !== undefined) return inside;
  const local = /[?&]d=([^&]+)/.exec(written)?.[1];
  const path = local === undefined ? written.replace(/[?#].*$/, '') : decodeURIComponent(local);
  const bare = path.replace(/(^|\/)[0-9a-f]{8}-([^/]+)$/i, '$1$2');
  const name = path.split('/').at(-1)!;
  const exact = firstOf(root, folder, [path, `images/${name}`, name]);
  return exact ?? (root.locate(folder, path) || !root.locate(folder, bare) ? path : bare);
}

const GENERIC = /^(choices?|labels?|class(es)?|categor(y|ies)|classification|type|tags?)[-_ ]?\d*$/i;
const QUESTION = ['question', 'query', 'prompt', 'instruction'] as const;

/** What a result about the whole picture answers; null where it is none of those that can be asked for. */
function askedBy(result: Result, data: Result): Asked | null {
  const { choices, text, rating, number, taxonomy } = valueOf(result);
  const own = QUESTION.map((key) => data[key]).find((one) => typeof one === 'string' && one.trim() !== '') as
    string | undefined;
  const name = wordOf(result['from_name']) || 'label';
  const about = GENERIC.test(name) ? NAME_IT : `what is the ${name.replaceAll(/[-_]+/g, ' ')}?`;
  const chosen =
    choices ?? (Array.isArray(taxonomy) ? (taxonomy as unknown[]).map((path) => [path].flat().at(-1)) : undefined);
  if (chosen !== undefined)
    return { question: own ?? about, truth: { answer: [chosen].flat().map(wordOf).filter(Boolean).join(', ') } };
  if (typeof rating === 'number' || typeof number === 'number')
    return { question: own ?? about, truth: { answer: String(rating ?? number) } };
  if (text === undefined) return null;
  const said = [text].flat().map(wordOf);
  const truth: Truth = own
    ? { answer: said[0]!, ...(said.length > 1 ? { acceptedAnswers: said.slice(1) } : {}) }
    : { captions: said };
  return said.length === 0 ? null : { question: own ?? DESCRIBE, truth };
}

function readTask({ where, data, results }: Task, file: DataFile, root: Root, tally: Tally): readonly FoundPrompt[] {
  const paths = Object.values(data).flat().filter(isPath);
  const regions = results.filter(isRegion);
  if (paths.length === 0) tally.add('otherTasks');
  if (paths.length > 1 && regions.length > 0) tally.add('manyPictures');
  if (paths.length === 0 || (paths.length > 1 && regions.length > 0)) return [];
  const images = paths.map((path) => pictureAt(path, file.folder, root));
  const split = splitNamed(data['split']);
  const shared = { folder: '', table: file.path, where, ...(split === undefined ? {} : { split }) };
  const asked = results.filter((result) => !isRegion(result)).map((result) => askedBy(result, data));
  tally.add('otherAnswers', asked.filter((one) => one === null).length);
  const whole = asked.flatMap((one): FoundPrompt[] => (one === null ? [] : [{ images, ...one, ...shared }]));
  if (regions.length === 0 && whole.length > 0) return whole;
  return [...promptsOf({ image: images[0]!, objects: regionsOf(results, tally), ...shared }, tally), ...whole];
}

async function readExport(file: DataFile, root: Root): Promise<Found> {
  const tally = new Tally();
  const tasks = tasksIn(await file.json(), file, tally);
  const prompts = tasks.flatMap((task) => readTask(task, file, root, tally));
  return { prompts, notes: tally.notes(file.label) };
}

export const importer: Importer = {
  order: 32,
  namesPictures: true,
  async claim(files) {
    const sheets = files.filter(({ path }) => /\.json$/i.test(path));
    const values = await Promise.all(sheets.map((file) => file.json()));
    return sheets.filter((_, i) => isOurs(values[i]));
  },
  read: (own, root) => eachTable(own, (file) => readExport(file, root)),
};
