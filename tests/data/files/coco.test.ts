// What: COCO tables of every origin: what each means, or the one sentence that says why it cannot be meant.
import { describe, expect, test } from 'vitest';
import { picture, read, table, thing } from './cocoTable.ts';
import { cases, open, openMade, png, shown } from './given.ts';

const DOG = { question: 'find the dog', answer: 'dog', labels: ['dog'], boxes: [[0.25, 0.25, 0.5, 0.5]] };
const FORM = 'bbox is x, y, width, height in pixels';
const spare = (...names: string[]) =>
  names.length === 1
    ? `${names[0]} is in none of the prompts and was left out.`
    : `${names.join(' and ')} are in none of the prompts and were left out.`;

type Expected = readonly [prompts: readonly object[], notes?: readonly string[], shown?: readonly (string | null)[]];

const FAMILY: Readonly<Record<string, Expected>> = {
  'c01-ok.zip': [[DOG]],
  'c02-category-id-string.zip': [[DOG]],
  'c05-bbox-strings.zip': [[DOG]],
  'c06-size-strings.zip': [[DOG]],
  'c07-no-size.zip': [[DOG]],
  'c09-backslash-file-name.zip': [[DOG]],
  'c10-absolute-path.zip': [[DOG]],
  'c12-case.zip': [[DOG]],
  'c13-crowd-only.zip': [
    [],
    ['annotations.json: 1 box was left out, around crowds or to be ignored (iscrowd, ignore).', spare('a.png')],
  ],
  'c14-categories-gap.zip': [
    [{ ...DOG, question: 'find the toothbrush', answer: 'toothbrush', labels: ['toothbrush'] }],
  ],
  'c16-image-without-annotation.zip': [[DOG], [spare('b.png')]],
  'c18-duplicate-image-id.zip': [
    [],
    [
      'annotations.json: a.png and b.png share the id 1, so that their annotation belongs to either; give each an id of its own.',
      spare('a.png', 'b.png'),
    ],
  ],
  'c19-caption-file.zip': [[{ question: 'describe the picture', captions: ['a dog'] }]],
  'c21-nan.zip': [[DOG]],
  'c23-negative.zip': [
    [{ ...DOG, boxes: [[0, 0, 15 / 48, 15 / 32]] }],
    [`annotations.json: 1 box reaches beyond a.png and was cut at its edge; ${FORM}.`],
  ],
  'c24-bom.zip': [[DOG]],
  'c25-exif-raw-size.zip': [[{ ...DOG, boxes: [[0.75, 0, 1, 0.25]] }], [], [null]],
  'c26-exif-shown-size.zip': [[{ ...DOG, boxes: [[0.75, 0, 1, 0.25]] }], [], [null]],
  'c28-url-file-name.zip': [[DOG]],
  'c29-predictions.zip': [
    [],
    [
      'annotations.json holds predictions (a list of results), not a data set; choose the file with "images", "annotations" and "categories".',
    ],
  ],
  'c30-resized-pictures.zip': [
    [],
    [
      'annotations.json: 1 box on a.png was left out, drawn on 640 × 640 pixels where the picture has 48 × 32; export the table again for this picture.',
    ],
  ],
  'c31-bbox-normalised.zip': [
    [],
    [
      'annotations.json: 1 box was left out: no number in them is larger than 1, as if they were fractions; COCO’s bbox is x, y, width, height in pixels.',
      spare('a.png'),
    ],
  ],
  'c33-utf16.zip': [[DOG]],
  'c40-coco-three-files.zip': [
    [
      { ...DOG, question: 'find the person', answer: 'person', labels: ['person'] },
      { question: 'describe the picture', captions: ['a person'] },
    ],
  ],
  'c41-xyxy.zip': [
    [],
    [
      'annotations.json: 3 boxes were left out: 2 of them reach beyond a.png, and all would fit as corners x0, y0, x1, y1; COCO’s bbox is x, y, width, height in pixels.',
      spare('a.png'),
    ],
  ],
  'c42-iscrowd-true.zip': [
    [DOG],
    ['annotations.json: 1 box was left out, around crowds or to be ignored (iscrowd, ignore).'],
  ],
};

const plain = (prompts: readonly object[]) =>
  prompts.map((prompt) => Object.fromEntries(Object.entries(prompt).filter(([k]) => !['images', 'where'].includes(k))));

describe('tests/cases', () => {
  test.each(Object.entries(FAMILY))('%s', async (name, [prompts, notes = [], pictures]) => {
    const opened = await open(cases(name));
    expect(opened.notes).toEqual(notes);
    expect(plain(opened.prompts)).toEqual(prompts);
    expect(await shown(opened)).toEqual(pictures ?? prompts.map(() => 'a'));
    expect(opened.loose.map((picture) => picture.name)).toEqual(name === 'c29-predictions.zip' ? ['a.png'] : []);
  });

  test('c17-20-boxes.zip: all of them', async () => {
    const { prompts, notes } = await open(cases('c17-20-boxes.zip'));
    expect([prompts.length, prompts[0]!.boxes!.length, prompts[0]!.labels!.length, notes]).toEqual([1, 20, 20, []]);
  });
});

describe('ids', () => {
  test.each([
    ['7', 7],
    [7, '7'],
    [{ $oid: 'a7' }, { $oid: 'a7' }],
    [0, 0],
    ['a.png', 'a.png'],
  ])('%j is %j', async (a, b) => {
    const made = {
      images: [picture(a)],
      annotations: [thing({ image_id: b, category_id: a })],
      categories: [{ id: b, name: 'dog' }],
    };
    expect(await read(made)).toMatchObject({ asked: [['find the dog', 1]], notes: [] });
  });

  test('two ids that are objects are two', async () => {
    const ids = [{ $oid: 'a' }, { $oid: 'b' }];
    const images = ids.map((id, i) => picture(id, { file_name: `${'ab'[i]}.png` }));
    const annotations = [thing({ image_id: ids[0] }), thing({ image_id: ids[1], bbox: [0, 0, 48, 32] })];
    const { prompts } = await read({ images, annotations }, { 'a.png': png(), 'b.png': png() });
    expect(prompts.map(({ images: [image], boxes }) => [image, boxes])).toEqual([
      ['0/a.png', DOG.boxes],
      ['0/b.png', [[0, 0, 1, 1]]],
    ]);
  });

  test('a picture that is listed twice is one; annotations for pictures that are not listed are counted', async () => {
    const annotations = [thing(), thing({ image_id: 8 }), thing({ image_id: 9 }), thing({ image_id: 9 })];
    const { asked, notes } = await read({ images: [picture(), picture()], annotations });
    expect([asked, notes]).toEqual([
      [['find the dog', 1]],
      ['t.json: 3 annotations are for picture 8 and picture 9, which it does not list.'],
    ]);
  });

  test('a picture under two ids has the boxes of both, in one question', async () => {
    const annotations = [thing(), thing({ image_id: 2, bbox: [0, 0, 9, 9] }), thing({ image_id: 2 })];
    const { asked } = await read({ images: [picture(), picture(2)], annotations });
    expect(asked).toEqual([['find the dog', 2]]);
  });
});

describe('categories', () => {
  const many = [1, 2, 3].map((category_id) => thing({ category_id, bbox: [category_id, 1, 9, 9] }));
  test('boxes without a name are left out and named, categories of one name are one question', async () => {
    const categories = [
      { id: 1, name: 'dog' },
      { id: 2, name: null },
      { id: 4, name: 'dog' },
    ];
    const { asked, notes } = await read({ annotations: [...many, thing({ category_id: 4 })], categories });
    expect(asked).toEqual([['find the dog', 2]]);
    expect(notes).toEqual([
      't.json: 2 boxes of category 2 and category 3 were left out: categories has no name for them.',
    ]);
  });

  test('a table without categories has objects, unless its ids are words', async () => {
    expect(await read({ annotations: many, categories: [] })).toMatchObject({
      asked: [['find the object', 3]],
      notes: ['t.json has no categories; its boxes are called “object”.'],
    });
    const words = [thing({ category_id: 'cat' })];
    expect(await read({ annotations: words, categories: [] })).toMatchObject({
      asked: [['find the cat', 1]],
      notes: [],
    });
  });

  test('names that are numbers, or in old letters', async () => {
    expect((await read({ categories: [{ id: 1, name: 7 }] })).asked).toEqual([['find the 7', 1]]);
    const latin = Uint8Array.from(
      [...table({ categories: [{ id: 1, name: 'café' }] })].map((letter) => letter.charCodeAt(0)),
    );
    const { prompts, notes } = await openMade({ 't.json': latin, 'a.png': png() });
    expect([prompts[0]!.answer, notes[0]]).toEqual(['café', expect.stringMatching(/Windows-1252/)]);
  });
});
