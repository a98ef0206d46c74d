// What: tables of rows as programs really write them (JSON Lines, JSON): what each means, or the one sentence that says why it cannot be
// meant; one bad row never costs the others.
import { describe, expect, test } from 'vitest';
import { jsonRows } from '../../../src/data/files/jsonRows.ts';
import { MAX_PROMPTS } from '../../../src/data/files/readFiles.ts';
import { cases, open, openMade, png, shown } from './given.ts';

const DOG = { question: 'where is the dog?', answer: 'dog', boxes: [[0.1, 0.2, 0.5, 0.8]] };
const FORM = `places are fractions of the picture (0 to 1), a box is x0, y0, x1, y1. Where they are not, say so in the row: "units": "pixels" or "thousandths", "boxForm": "xywh".`;
const SPARE = 'a.png is in none of the prompts and was left out.';

type Expected = readonly [prompts: readonly object[], notes?: readonly (string | RegExp)[]];
const NO_BOX = { question: DOG.question, answer: DOG.answer };

const FAMILY: Readonly<Record<string, Expected>> = {
  'j01-bom': [[DOG]],
  'j01-bom.zip': [[DOG]],
  'j02-crlf.zip': [[DOG, DOG]],
  'j03-utf16.zip': [[DOG]],
  'j04-array.zip': [[DOG]],
  'j04b-array-one-line.zip': [[DOG]],
  'j05-array-json.zip': [[DOG]],
  'j06-trailing-comma.zip': [[DOG, DOG]],
  'j07-nan.zip': [[DOG], ['prompts.jsonl, line 1: boxes must be a list of boxes [x0, y0, x1, y1].']],
  'j08-pixels.zip': [[], [`prompts.jsonl, line 1: the box [12, 8, 24, 16] reaches beyond the picture; ${FORM}`]],
  'j09-thousand.zip': [[], [`prompts.jsonl, line 1: the box [250, 250, 500, 500] reaches beyond the picture; ${FORM}`]],
  'j10-xywh.zip': [[], [`prompts.jsonl, line 1: the box [0.6, 0.6, 0.2, 0.2] ends before it begins; ${FORM}`]],
  'j11-flat-box.zip': [[DOG]],
  'j12-answer-number.zip': [[{ question: 'how many?', answer: '3' }]],
  'j13-nulls.zip': [[NO_BOX]],
  'j14-image-string.zip': [[NO_BOX]],
  'j15-llava.zip': [[{ ...NO_BOX, id: '1' }]],
  'j18-points-pixels.zip': [[], [`prompts.jsonl, line 1: the point [120, 340] reaches beyond the picture; ${FORM}`]],
  'j20-order-odd.zip': [[{ question: 'order?', answer: 'dog', order: [1.5, -2] }]],
  'j22-unicode-question.zip': [[{ question: 'где собака? 🐕 ¿dónde? 犬はどこ', answer: 'собака' }]],
  'j23-blank-lines.zip': [[DOG, DOG]],
  'j24-duplicate-ids.zip': [
    [
      { ...NO_BOX, id: 'x' },
      { ...NO_BOX, id: 'x' },
    ],
  ],
  'j27-question-newlines.zip': [[{ ...DOG, question: 'where\nis\tthe\u2028dog?' }]],
  'j28-line-separator.zip': [[{ ...DOG, question: 'a\u2028b\u2029c\u0085d?' }]],
  'j29-old-mac-cr.zip': [[DOG, DOG]],
  'j30-concatenated.zip': [[DOG, DOG]],
  'j31-labels-fewer.zip': [
    [{ ...DOG, boxes: [DOG.boxes[0], DOG.boxes[0]], labels: ['dog'] }],
    ['prompts.jsonl, line 1 has 2 boxes but 1 label; the boxes behind have none.'],
  ],
  'j32-flipped-box.zip': [[], [`prompts.jsonl, line 1: the box [0.5, 0.8, 0.1, 0.2] ends before it begins; ${FORM}`]],
  'j33-number-strings.zip': [[DOG]],
  'j35-proto.zip': [
    [{ question: 'q', answer: 'dog' }],
    [/^prompts.jsonl: the unknown field '__proto__' \(1 row\) is ignored; known fields are id, images, /],
  ],
  'j41-png-exif-box.zip': [[{ question: 'where is red?', answer: 'red', boxes: [[0.5, 0, 1, 0.25]] }]],
  n01: [[DOG]],
  n02: [[DOG]],
  n03: [[{ question: 'q', answer: 'dog' }]],
  n06: [[DOG]],
};

/** Without what says where it came from. */
const plain = (prompts: readonly object[]) =>
  prompts.map((prompt) =>
    Object.fromEntries(Object.entries(prompt).filter(([name]) => !['images', 'where', 'line'].includes(name))),
  );

describe('tests/cases', () => {
  test.each(Object.entries(FAMILY))('%s', async (name, [prompts, notes = []]) => {
    const opened = await open(cases(name));
    expect(opened.notes).toEqual(
      notes.map((note) => (note instanceof RegExp ? (expect.stringMatching(note) as string) : note)),
    );
    expect(plain(opened.prompts)).toEqual(prompts);
    if (name !== 'j41-png-exif-box.zip') expect(await shown(opened)).toEqual(prompts.map(() => 'a'));
  });

  test('j17-data-uri.zip: the picture is in the row', async () => {
    const { prompts, images, notes } = await open(cases('j17-data-uri.zip'));
    expect(prompts).toHaveLength(1);
    const { name, content } = images.get(prompts[0]!.images[0]!)!;
    expect([name, content.type, content.size]).toEqual(['prompts.jsonl, line 1', 'image/png', 15_000]);
    expect(notes).toEqual([SPARE]);
  });

  test('j26-60-missing.zip: some are named, the others counted', async () => {
    const { prompts, notes } = await open(cases('j26-60-missing.zip'));
    expect([prompts.length, notes.length]).toEqual([0, 7]);
    expect(notes[0]).toBe('The picture p0.png is listed but missing from the files; add it.');
    expect(notes.slice(5)).toEqual([
      '115 more pictures are listed but missing from the files (p5.png, …); add them.',
      SPARE,
    ]);
  });

  test('j50-many.zip: that not all were taken is told first', async () => {
    const { prompts, notes } = await open(cases('j50-many.zip'));
    expect(prompts).toHaveLength(MAX_PROMPTS);
    expect(notes[0]).toBe('There are 1,160 prompts; the first 1,000 were taken.');
    expect(notes).toHaveLength(7);
  });
});

const row = (over: object = {}) => JSON.stringify({ images: ['a.png'], question: 'q', answer: 'x', ...over });
const openText = (text: string | Uint8Array<ArrayBuffer>, name = 'p.jsonl') =>
  openMade({ [name]: text, 'a.png': png() });
const readText = async (text: string | Uint8Array<ArrayBuffer>, name?: string) => {
  const { prompts, notes } = await openText(text, name);
  return { answers: prompts.map(({ answer }) => answer), notes };
};

describe('how rows stand in a file', () => {
  const list = [row({ answer: '1' }), row({ answer: '2' })];
  const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 2);
  test.each([
    ['a list over several lines', `[\n${list.join(',\n')}\n]`],
    ['the same with a comma too many', `[\n${list.join(',\n')},\n]`],
    [
      'a list that holds NaN',
      `[${list.join(',')}]`.replace('"x"', 'NaN').replace('"question"', '"quality": NaN, "question"'),
    ],
    ['an object that holds the list', `{"version": 1, "data": [${list.join(',')}]}`],
    ['objects over several lines', list.map(pretty).join('\n')],
    ['objects over several lines, with commas', list.map(pretty).join(',\n')],
    ['a list of lists on each line', list.map((one) => `[${one}]`).join('\n')],
    ['record separators (RFC 7464)', list.map((one) => `\x1e${one}\n`).join('')],
    ['byte order marks between files that were joined', list.map((one) => `\ufeff${one}\n`).join('')],
    ['one behind the other', list.join(' ')],
  ])('%s', async (_name, text) => {
    expect(await readText(text)).toEqual({ answers: ['1', '2'], notes: [] });
    expect(await readText(text, 'p.json')).toEqual({ answers: ['1', '2'], notes: [] });
  });

  test.each([
    ['UTF-16, big end first', [0xfe, 0xff], true],
    ['UTF-16 without a mark', [], false],
    ['UTF-16, big end first, without a mark', [], true],
  ])('%s', async (_name, mark, big) => {
    const letters = [...row({ question: 'где?' })].flatMap((letter) => {
      const code = letter.charCodeAt(0);
      return big ? [code >> 8, code & 255] : [code & 255, code >> 8];
    });
    const { prompts, notes } = await openText(Uint8Array.from([...mark, ...letters]));
    expect([prompts[0]!.question, notes]).toEqual(['где?', []]);
  });

  test('letters of old Windows are read, and it is said', async () => {
    const bytes = Uint8Array.from(
      [...row({ answer: 'café – “né”' })].map((letter) => {
        const special: Readonly<Record<string, number>> = { '–': 0x96, '“': 0x93, '”': 0x94 };
        return special[letter] ?? letter.charCodeAt(0);
      }),
    );
    expect(await readText(bytes)).toEqual({
      answers: ['café – “né”'],
      notes: ['p.jsonl is not UTF-8 and was read as Windows-1252; if letters look wrong, save it as UTF-8.'],
    });
  });

  test('a broken letter in a text that is UTF-8 otherwise', async () => {
    const whole = new TextEncoder().encode(row({ answer: 'кот' }) + '\n' + row({ answer: 'é!' }));
    const bytes = whole.filter((byte) => byte !== 0xa9); // half of é
    const { answers, notes } = await readText(bytes);
    expect(answers).toEqual(['кот', '\ufffd!']);
    expect(notes).toEqual(['p.jsonl holds letters that are not UTF-8; they are shown as \ufffd.']);
  });

  test('objects over several lines are named by the line where they begin', async () => {
    const { prompts } = await openText(list.map(pretty).join('\r\n\r\n'));
    expect(prompts.map(({ where }) => where)).toEqual(['p.jsonl, line 1', 'p.jsonl, line 9']);
  });

  test('a broken row costs one sentence, wherever it stands', async () => {
    const lines = [row({ answer: '1' }), '{"images": ["a.png"], "question": "no end', row({ answer: '2' })];
    const { answers, notes } = await readText(lines.join('\n'));
    expect([answers, notes]).toEqual([['1', '2'], ['p.jsonl, line 2 is not JSON; each line must be one object.']]);
    const list = await readText(`[${row({ answer: '1' })},\n7,\n${row({ answer: '2' })}]`, 'p.json');
    expect(list.answers).toEqual(['1', '2']);
    expect(list.notes).toEqual([expect.stringMatching(/^p.json, entry 2 must be an object like/)]);
  });

  test('a list that was cut off: what is whole is kept', async () => {
    const text = `[\n${row({ answer: '1' })},\n${row({ answer: '2' })},\n{"images": ["a.p`;
    for (const name of ['p.json', 'p.jsonl'])
      expect(await readText(text, name)).toEqual({
        answers: ['1', '2'],
        notes: [`${name}, line 4 is not JSON; each line must be one object.`],
      });
    const pretty = JSON.stringify([JSON.parse(row({ answer: '1' })), JSON.parse(row())], null, 1);
    expect(await readText(pretty.slice(0, -20), 'p.json')).toEqual({
      answers: ['1'],
      notes: ['p.json, line 9 is not JSON; each line must be one object.'],
    });
  });

  test('each broken line is named, the others are kept', async () => {
    const lines = [
      '{"images": ["a.png"], "question": "where?"}',
      '{"images": ["a.png"]}',
      '{"images": 5, "question": "x"}',
      '{"images": ["a.png"], "question": "x", "bboxes": []}',
      '{"images": ["a.png"], "question": "x", "boxes": [[0, 0, 1]]}',
      '',
      'not json',
      '[1]',
      '{"images": [], "question": "x", "split": "test"}',
    ];
    const { prompts, notes } = await openText(lines.join('\r\n'));
    expect(prompts).toHaveLength(2);
    expect(notes).toEqual([
      expect.stringMatching(/^p.jsonl: the unknown field 'bboxes' \(1 row\) is ignored; known fields are id, images/),
      'p.jsonl, line 7 is not JSON; each line must be one object.',
      expect.stringMatching(/line 8 must be an object/),
      'p.jsonl, line 2 has no question.',
      'p.jsonl, line 3: images must be a list of paths.',
      'p.jsonl, line 5: boxes must be a list of boxes [x0, y0, x1, y1].',
      'p.jsonl, line 9: split must be "train" or "heldOut".',
    ]);
  });

  test('tens of thousands of rows, one of them broken, take no time to speak of', () => {
    const text = `${row()}\n`.repeat(30_000) + '{"a\n' + `${row()}\n`.repeat(30_000);
    const { rows, broken } = jsonRows(text, 'p.jsonl');
    expect([rows.length, broken.length, rows.at(-1)!.where]).toEqual([60_000, 1, 'p.jsonl, line 60001']);
  });

  test.each(['', '\n\n', '[]', '\ufeff'])('a file without rows: %j', async (text) => {
    expect((await readText(text)).notes).toContain('p.jsonl has no prompts; choose another file.');
  });
});
