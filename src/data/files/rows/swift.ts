// What: rows of ms-swift: `messages`, `images`, `solution` (or the assistant's message), and `objects`, whose names and boxes take the places of
// <ref-object> and <bbox>. Boxes of the answer are what is true; one in the question is part of it.
// Units: bbox_type 'real' (where it is missing too) = pixels of the picture, 'norm1' = fractions. Two numbers are a point.
// Source: modelscope/ms-swift, docs/source_en/Customization/Custom-dataset.md (Multimodal, Grounding).
import type { Box } from '../../../1-image/types.ts';
import type { Truth } from '../../../4-rewards/types.ts';
import { isRecord, parseJson } from '../../dataPrompt.ts';
import { pixelsOf, readForeignRow } from '../foreignRow.ts';
import { listIn, readChat } from '../rowChat.ts';
import type { Chat } from '../rowChat.ts';
import type { Row, RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';

const REF = /<ref-object>/g;
const BBOX = /<bbox>/g;
type Point = readonly [number, number];
const areNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number' && Number.isFinite(one));
const countOf = (text: string, mark: RegExp) => [...text.matchAll(mark)].length;

interface Placed {
  readonly question: string;
  readonly answer: string | undefined;
  readonly truth: Truth;
  readonly inPixels: boolean;
  readonly changes: readonly string[];
}

/** Fills in the marks, in the order of the messages. What is left of `objects` belongs to later turns, or where there are none, to the
 *  answer: GRPO needs no message of the assistant. */
function place(row: Row, chat: Chat, where: string): Placed | { readonly problem: string } {
  const { question: asked, answer: said = '' } = chat;
  const value = typeof row['objects'] === 'string' ? parseJson(row['objects']) : row['objects'];
  const objects = isRecord(value) ? value : {};
  const refs = listIn(objects['ref'])?.map(String) ?? [];
  const boxes = listIn(objects['bbox']) ?? [];
  const kind = objects['bbox_type'] ?? 'real';
  if (kind !== 'real' && kind !== 'norm1') return { problem: T.boxKind(where, String(kind)) };
  if (!boxes.every((box) => areNumbers(box) && (box.length === 2 || box.length === 4)))
    return { problem: T.badBoxes(where, '[x0, y0, x1, y1] or a point [x, y]') };
  if ((listIn(objects['image_id']) ?? []).some((at) => Number(at) !== 0)) return { problem: T.otherPicture(where) };
  const [refMarks, boxMarks] = [REF, BBOX].map((mark) => countOf(asked + said, mark)) as [number, number];
  if (refMarks > refs.length) return { problem: T.refs(where, '<ref-object>', refMarks, refs.length) };
  if (boxMarks > boxes.length) return { problem: T.refs(where, '<bbox>', boxMarks, boxes.length) };

  let [nextRef, nextBox] = [0, 0];
  const named = (text: string) => text.replace(REF, () => refs[nextRef++]!);
  const question = named(asked).replace(BBOX, () => JSON.stringify(boxes[nextBox++]));
  const [refsAsked, boxesAsked] = [nextRef, nextBox];
  const bare = said
    .replace(REF, '')
    .replace(BBOX, '')
    .replace(/"(bbox_2d|label)"/g, '');
  const isOnlyMarks = (said === '' || countOf(said, BBOX) > 0) && !/[\p{L}\p{N}]/u.test(bare);
  const hasMore = chat.changes.includes(T.changes.furtherTurns);
  const found = boxes.slice(boxesAsked, hasMore ? boxMarks : undefined) as readonly number[][];
  const own = refs.slice(refsAsked, refMarks);
  const names = own.length === found.length ? own : refMarks === 1 ? found.map(() => refs[0]!) : [];
  const text = named(said).replace(BBOX, '').replace(/\s+/g, ' ').trim();
  const answer = !isOnlyMarks ? text : new Set(names).size === 1 ? names[0] : undefined;
  const [rectangles, points] = [4, 2].map((length) => found.filter((box) => box.length === length));
  const truth: Truth = {
    ...(rectangles!.length > 0 ? { boxes: rectangles as unknown as Box[] } : {}),
    ...(points!.length > 0 ? { points: points as unknown as Point[] } : {}),
    ...(rectangles!.length > 0 && rectangles!.length === found.length && names.length > 0 ? { labels: names } : {}),
  };
  const changes = [
    ...(boxesAsked > 0 && kind === 'real' ? [T.changes.boxInQuestion] : []),
    ...(!isOnlyMarks && boxMarks > boxesAsked ? [T.changes.boxInAnswer] : []),
  ];
  return { question, answer, truth, inPixels: kind === 'real' && found.length > 0, changes };
}

export const rowFormat: RowFormat = {
  order: 12,
  fits: (row) => listIn(row['messages']) !== null,
  read(row, where) {
    const chat = readChat(row['messages']);
    if (chat === null) return { problem: T.messages(where, 'messages') };
    const placed = place(row, chat, where);
    if ('problem' in placed) return placed;
    const { question, truth, inPixels, changes } = placed;
    const solution = row['solution'] ?? null;
    const own = {
      columns: ['messages', 'objects', 'system'],
      pictures: chat.pictures,
      question,
      changes: [...chat.changes, ...changes, ...(typeof row['system'] === 'string' ? [T.changes.system] : [])],
      answer: solution === null ? { column: 'messages', cell: placed.answer } : { column: 'solution', cell: solution },
      truth,
      ...(inPixels ? { pixels: pixelsOf(row) } : {}),
    };
    return readForeignRow(row, own, where);
  },
};
