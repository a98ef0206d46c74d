// What: random files of every kind: nothing throws, nothing hangs, every row is a prompt or has a sentence.
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openMade, png } from './given.ts';

const RUNS = 150;
const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const row = (answer: string) => JSON.stringify({ images: ['a.png'], question: 'q', answer });

test('random bytes as archives', async () => {
  const start = fc.constantFrom('', 'PK\x03\x04', 'PK\x05\x06', '\x1f\x8b\x08', 'PK\x01\x02');
  await fc.assert(
    fc.asyncProperty(
      start,
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('zip', 'gz', 'tar', 'rar'),
      async (head, tail, kind) => {
        const content = Uint8Array.from([...[...head].map((letter) => letter.charCodeAt(0)), ...tail]);
        const { prompts, notes } = await openMade({ [`a.${kind}`]: content });
        expect(prompts).toEqual([]);
        expect(notes.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: RUNS },
  );
});

const whole = (level: 0 | 6) =>
  zipSync(
    { 'p.jsonl': bytes(`${row('x')}\n`), 'a.png': png(), 'b/b.png': png() },
    { level },
  ) as Uint8Array<ArrayBuffer>;

test('an archive cut anywhere: the prompt, or a sentence', async () => {
  for (const archive of [whole(0), whole(6)])
    for (let length = 0; length < archive.length; length += 7) {
      const { prompts, notes, loose } = await openMade({ 'a.zip': archive.slice(0, length) });
      expect(notes.length, `${length} bytes`).toBeGreaterThan(0);
      expect(prompts.length + loose.length).toBeLessThanOrEqual(2);
    }
});

test('an archive with a byte changed anywhere', async () => {
  const archive = whole(6);
  await fc.assert(
    fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), async (at, value) => {
      const changed = archive.slice();
      changed[at] = value;
      const { prompts, notes, loose } = await openMade({ 'a.zip': changed });
      expect(prompts.length + notes.length + loose.length).toBeGreaterThan(0);
    }),
    { numRuns: RUNS },
  );
});

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
const rows = fc.array(fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 8 }), { minLength: 1, maxLength: 5 });

test('rows of anything: each is a prompt, or is named in a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), async (made, isList) => {
      const text = isList ? JSON.stringify(made) : made.map((one) => JSON.stringify(one)).join('\n');
      const { prompts, notes } = await openMade({ 'p.jsonl': text, 'a.png': png() });
      const read = new Set(prompts.map(({ line }) => line));
      const missing = notes.some((note) => note.startsWith('The picture '));
      const silent = made.filter((_, i) => {
        const where = new RegExp(`^p.jsonl, (line|entry) ${i + 1}\\b`);
        return !read.has(i + 1) && !missing && !notes.some((note) => where.test(note));
      });
      expect(silent).toEqual([]);
    }),
    { numRuns: RUNS },
  );
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
const cocoRows = fc.array(fc.dictionary(fc.constantFrom(...COCO), cocoValue, { maxKeys: 8 }), { maxLength: 4 });

test('COCO tables of anything: something is said or asked, and what is asked lies in the picture', async () => {
  await fc.assert(
    fc.asyncProperty(cocoRows, cocoRows, cocoRows, async (images, annotations, categories) => {
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
    }),
    { numRuns: RUNS },
  );
});

test('random texts as tables', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(...'{}[]",:\\\n\r 1a'), maxLength: 80 }),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('p.jsonl', 'p.json', 'p.csv'), async (content, name) => {
      const { prompts, notes, loose } = await openMade({ [name]: content, 'a.png': png() });
      expect(prompts).toEqual([]);
      expect(notes.length + loose.length).toBeGreaterThan(0);
    }),
    { numRuns: RUNS },
  );
});
