// What: tables of anything: nothing throws, nothing hangs, every row is a prompt or is named in a sentence, and what is asked lies in the picture.
import fc from 'fast-check';
import { expect } from 'vitest';
import { openMade, png } from '../data/files/given.ts';
import { fuzzKind } from './fuzz.ts';

const fuzz = fuzzKind('tables', 450);

const NAMES =
  'id images image question split answer boxes points labels units boxForm width height quality __proto__ toString'.split(
    ' ',
  );
/** Values that come close to what is wanted, and anything else. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    'a.png',
    ['a.png'],
    ['none.png'],
    'q',
    'pixels',
    'xywh',
    [0.1, 0.2, 0.3, 0.4],
    [[0.1, 0.2, 0.3, 0.4]],
    [[1, 2, 30, 40]],
    48,
  ),
);

/** Cells of any kind, alone or laid over a row that would be read. */
const over = (whole: object, cells: fc.Arbitrary<object>) => fc.tuple(fc.nat(3), cells).map(([kind, own]) => (kind === 0 ? own : { ...whole, ...own })); // prettier-ignore
const cells = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 3 });
const rows = fc.array(over({ images: ['a.png'], question: 'where?', answer: 'dog' }, cells), { minLength: 1, maxLength: 5 }); // prettier-ignore

fuzz('rows of anything', 0.33, fc.tuple(rows, fc.boolean()), async ([made, isList]) => {
  const text = isList ? JSON.stringify(made) : made.map((one) => JSON.stringify(one)).join('\n');
  const { prompts, notes } = await openMade({ 'p.jsonl': text, 'a.png': png() });
  const read = new Set(prompts.map(({ line }) => line));
  const missing = notes.some((note) => note.startsWith('The picture '));
  const silent = made.filter((_, i) => {
    const where = new RegExp(`^p.jsonl, (line|entry) ${i + 1}\\b`);
    return !read.has(i + 1) && !missing && !notes.some((note) => where.test(note));
  });
  expect(silent).toEqual([]);
  return prompts.length > 0 ? 'read' : 'refused';
});

const COCO =
  'id image_id category_id file_name width height bbox segmentation iscrowd caption name segments_info'.split(' ');
const cocoValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(1, '1', 'a.png', 'dog', 48, 32, [1, 2, 3, 4], [0.1, 0.1, 0.2, 0.2], [[1, 1, 5, 1, 5, 5]], {
    size: [4, 4],
    counts: '52T',
  }),
);
const cocoCells = fc.dictionary(fc.constantFrom(...COCO), cocoValue, { maxKeys: 2 });
const cocoRows = (whole: object) => fc.array(over(whole, cocoCells), { maxLength: 4 });
const coco = fc.tuple(
  cocoRows({ id: 1, file_name: 'a.png', width: 48, height: 32 }),
  cocoRows({ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 10, 10] }),
  cocoRows({ id: 1, name: 'dog' }),
);

fuzz('COCO tables of anything', 0.33, coco, async ([images, annotations, categories]) => {
  const text = JSON.stringify({ images, annotations, categories });
  const { prompts, notes } = await openMade({ 't.json': text, 'a.png': png() });
  expect(prompts.length + notes.length).toBeGreaterThan(0);
  for (const { boxes = [], captions = [] } of prompts) {
    expect(boxes.length + captions.length).toBeGreaterThan(0);
    for (const [x0, y0, x1, y1] of boxes) {
      expect(0 <= x0 && x0 < x1 && x1 <= 1).toBe(true);
      expect(0 <= y0 && y0 < y1 && y1 <= 1).toBe(true);
    }
  }
  return prompts.length > 0 ? 'read' : 'refused';
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'{}[]",:\\\n\r 1a'), maxLength: 80 }),
);
const named = fc.tuple(anyText, fc.constantFrom('p.jsonl', 'p.json', 'p.csv'));
fuzz('random texts', 0.34, named, async ([content, name]) => {
  const { prompts, notes, loose } = await openMade({ [name]: content, 'a.png': png() });
  expect(prompts).toEqual([]);
  expect(notes.length + loose.length).toBeGreaterThan(0);
  return 'refused' as const;
});
