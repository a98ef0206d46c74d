// What: what every form of another trainer has in common: its pictures, its question and its answer → a prompt. Columns that it does not read
// are read as ours (boxes, accepted_answers, id, …), and named where they are not ours either.
import { append } from './append.ts';
import type { Truth } from '../../4-rewards/types.ts';
import type { NamedImage, Pixels } from './importer.ts';
import { readOwnRow } from './ownRow.ts';
import { splitNamed } from './splits.ts';
import { readAnswer, unwrapped } from './rowAnswer.ts';
import { withoutMarks } from './rowChat.ts';
import type { ReadRow, Row } from './rowFormat.ts';
import { picturesOf } from './rowPictures.ts';
import { ROW_TEXTS as T } from './rowTexts.ts';

export interface ForeignRow {
  /** The columns that it reads; the others are ours, or ignored with a sentence. */
  readonly columns: readonly string[];
  /** The columns of pictures, of which the row has one. */
  readonly pictureColumns?: readonly string[];
  /** Pictures that it brings in other ways, before those of the columns. */
  readonly pictures?: readonly NamedImage[];
  /** With its marks <image>. */
  readonly question: string;
  /** The column of the answer, or the answer itself where it stands among messages. */
  readonly answer?: { readonly column: string; readonly cell: unknown };
  /** What is true besides the answer. */
  readonly truth?: Truth;
  readonly pixels?: Pixels;
  /** What its numbers mean, to end a sentence about a box. */
  readonly boxForm?: string;
  readonly split?: 'train' | 'heldOut';
  /** Said once for each file, as “in 3 rows …”. */
  readonly changes?: readonly string[];
}

export const PICTURE_COLUMNS = [
  'images',
  'image',
  'images_file_names',
  'file_names',
  'file_name',
  'image_path',
  'image_paths',
  'image_file',
  'image_url',
  'image_urls',
] as const;

const isText = (cell: unknown) => typeof cell === 'string';

/** A row as we write it, whatever else it holds: no marks in its question, no tags in its answer, pictures by path. */
export function isOurs(row: Row): boolean {
  const { question, answer } = row;
  const pictures = row['images'] ?? row['image'];
  const isPlain = isText(question) && withoutMarks(question as string).marks === 0;
  const isTagged = isText(answer) && unwrapped(answer as string).answer !== (answer as string).trim();
  return isPlain && !isTagged && (isText(pictures) || (Array.isArray(pictures) && pictures.every(isText)));
}

export const hasPictures = (row: Row): boolean => PICTURE_COLUMNS.some((name) => (row[name] ?? null) !== null);

const SOUND_OR_VIDEO = ['video', 'videos', 'audio', 'audios'] as const;
const SIDES = ['width', 'height', 'image_width', 'image_height'] as const;
const isFilled = (cell: unknown) =>
  cell !== undefined && cell !== null && cell !== '' && !(Array.isArray(cell) && cell.length === 0);
const pick = (row: Row, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));
const number = (value: unknown) => (typeof value === 'number' && value > 0 ? value : undefined);

/** The size that a row tells for its pixels. */
export function pixelsOf(row: Row): Pixels {
  const width = number(row['width'] ?? row['image_width']);
  const height = number(row['height'] ?? row['image_height']);
  return { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
}

/** Those of the first column that has any; null where it holds something else. */
export function picturesIn(row: Row): readonly NamedImage[] | null {
  const found = allPictures(row, {});
  return 'column' in found ? null : found;
}

function allPictures(
  row: Row,
  own: Pick<ForeignRow, 'pictures' | 'pictureColumns'>,
): readonly NamedImage[] | { readonly column: string } {
  const found: NamedImage[] = [...(own.pictures ?? [])];
  for (const column of own.pictureColumns ?? PICTURE_COLUMNS) {
    const pictures = picturesOf(row[column]);
    if (pictures === null) return { column };
    if (pictures.length === 0) continue;
    append(found, pictures);
    break;
  }
  return found;
}

/** A row may hold both: what is right as `answer`, and how one gets there in the column of its own answer. */
function bothAnswers(
  row: Row,
  own: ForeignRow,
): { readonly cell: unknown; readonly column: string; readonly truth: Truth } {
  const { cell, column } = own.answer ?? { cell: undefined, column: 'answer' };
  const stated = row['answer'];
  if (own.columns.includes('answer') || column === 'answer' || !isFilled(stated)) return { cell, column, truth: {} };
  const differs = typeof cell === 'string' && cell !== '' && unwrapped(cell).answer !== String(stated).trim();
  return { cell: stated, column: 'answer', truth: differs ? { expertText: cell } : {} };
}

const nothing = (change: string): ReadRow => ({ prompts: [], unknown: [], changes: [change] });

export function readForeignRow(row: Row, own: ForeignRow, where: string): ReadRow {
  if (SOUND_OR_VIDEO.some((name) => isFilled(row[name])) || /<(video|audio)>/i.test(own.question))
    return nothing(T.changes.video);
  const images = allPictures(row, own);
  if ('column' in images) return { problem: T.badPicture(where, images.column) };
  if (images.length === 0) return nothing(T.changes.noPicture);
  const { question, marks, within } = withoutMarks(own.question);
  if (marks > images.length) return { problem: T.marks(where, marks, images.length) };
  if (question === '') return { problem: T.noQuestion(where) };
  const { cell, column, truth: steps } = bothAnswers(row, own);
  const answer = readAnswer(cell, question);
  if (answer === null) return { problem: T.badAnswer(where, column) };

  const used = new Set([
    ...own.columns,
    column,
    ...(own.pictureColumns ?? PICTURE_COLUMNS),
    'split',
    ...SIDES,
    ...SOUND_OR_VIDEO,
  ]);
  const further = Object.entries(row).filter(([name]) => !used.has(name));
  const isTold =
    (own.truth?.boxes ?? own.truth?.points) !== undefined ||
    further.some(([name, value]) => name === 'boxes' && isFilled(value));
  const { boxes, ...words } = answer.truth;
  // Boxes that the row tells in a column of their own count; one in the answer then stays what is to be written.
  const kept = !isTold || !boxes ? answer.truth : { ...words, ...(typeof cell === 'string' ? { answer: cell } : {}) };
  const truth = { ...steps, ...kept, ...own.truth };
  const inUnits = isFilled(row['units']) ? pick(row, SIDES) : {};
  const rest = { ...Object.fromEntries(further), ...inUnits, ...truth, images: [], question };
  const read = readOwnRow(rest, where);
  if ('problem' in read) return read;

  const kind = isTold ? undefined : answer.boxes;
  const pixels = own.pixels ?? (kind === 'pixels' ? pixelsOf(row) : undefined);
  const split = own.split ?? splitNamed(row['split']);
  const changes = [
    ...(own.changes ?? []),
    ...(within ? [T.changes.within] : []),
    ...(isFilled(row['question']) && !used.has('question') ? [T.changes.secondQuestion] : []),
    ...(kind === 'pixels' ? [T.changes.boxAsPixels] : kind === 'fractions' ? [T.changes.boxAsFractions] : []),
  ];
  const prompts = read.prompts.map(({ boxForm: ourForm, ...prompt }) => {
    const boxForm = own.boxForm ?? (pixels ? undefined : ourForm); // ours says how fractions are written
    return {
      ...prompt,
      images,
      ...(split === undefined ? {} : { split }),
      ...(pixels === undefined ? {} : { pixels }),
      ...(boxForm === undefined ? {} : { boxForm }),
    };
  });
  const isStraySplit = isFilled(row['split']) && split === undefined;
  const unknown = [...read.unknown.filter((name) => isFilled(row[name])), ...(isStraySplit ? ['split'] : [])];
  return { ...read, prompts, unknown, changes };
}

/** Several questions about the pictures of one row, which then have no id of their own. */
export function readForeignRows(row: Row, owns: readonly ForeignRow[], where: string): ReadRow {
  if (owns.length === 1) return readForeignRow(row, owns[0]!, where);
  if (owns.length === 0) return nothing(T.changes.nothing);
  const reads: Exclude<ReadRow, { readonly problem: string }>[] = [];
  for (const own of owns) {
    const read = readForeignRow({ ...row, id: null }, own, where);
    if ('problem' in read) return read;
    reads.push(read);
  }
  return { ...reads[0]!, prompts: reads.flatMap(({ prompts }) => prompts) };
}
