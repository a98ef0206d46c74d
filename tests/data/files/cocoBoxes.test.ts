// What: boxes of COCO tables in every form that tools write, and where they lie in the pictures that are really there.
import { describe, expect, test } from 'vitest';
import { caseFile } from '../../cases/casesOf.ts';
import { picture, read, table, thing } from './cocoTable.ts';
import { openMade, png } from './given.ts';

const QUARTER = [[0.25, 0.25, 0.5, 0.5]];
const FORM = 'bbox is x, y, width, height in pixels';

describe('boxes', () => {
  test.each([
    ['a polygon', { segmentation: [[12, 8, 24, 8, 24, 16, 12, 16]] }],
    [
      'two polygons, as texts',
      {
        bbox: [],
        segmentation: [
          ['12', '8', '20', '8', '20', '16'],
          ['14', '9', '24', '9', '24', '12'],
        ],
      },
    ],
    [
      'a run-length code',
      {
        bbox: null,
        segmentation: { size: [32, 48], counts: [392, ...Array.from({ length: 11 }, () => [8, 24]).flat(), 8, 744] },
      },
    ],
    ['a packed one', { segmentation: { size: [32, 48], counts: 'X<8h0000000000000000000000hg0' } }],
    ['a bbox in a text', { bbox: '[12, 8, 12, 8]' }],
  ])('%s', async (_name, over) => {
    const { prompts, notes } = await read({ annotations: [thing({ bbox: undefined, ...over })] });
    expect([prompts[0]?.boxes, notes]).toEqual([QUARTER, []]);
  });

  test('what is no box is left out and counted by its reason; the others stay', async () => {
    const annotations = [
      thing(),
      thing({ bbox: [1, 1, 0, 5] }),
      thing({ bbox: [9, 9, -4, 5] }),
      thing({ bbox: [1, 2, 3] }),
      thing({ bbox: null }),
    ];
    const { asked, notes } = await read({ annotations });
    expect([asked, notes]).toEqual([
      [['find the dog', 1]],
      [
        't.json: 2 annotations have neither a bbox of four numbers nor a segmentation (a.png).',
        't.json: 2 boxes without area were left out (a.png).',
      ],
    ]);
  });

  test.each([1, true, '1', 'true', 'True', 'yes'])('a crowd is flagged as %j', async (iscrowd) => {
    expect((await read({ annotations: [thing({ iscrowd })] })).asked).toEqual([]);
  });
  test.each([0, false, '0', 'false', null, undefined])('no crowd is flagged as %j', async (iscrowd) => {
    expect((await read({ annotations: [thing({ iscrowd })] })).asked).toEqual([['find the dog', 1]]);
  });

  test('beyond the picture: counted for each picture, cut; outside: left out', async () => {
    const annotations = [
      [40, 20, 20, 20],
      [-9, 0, 20, 20],
      [0, 0, 48.2, 32.4],
      [50, 3, 10, 10],
    ].map((bbox, i) => thing({ bbox, category_id: i % 2 }));
    const { prompts, notes } = await read({
      annotations,
      categories: [
        { id: 0, name: 'dog' },
        { id: 1, name: 'cat' },
      ],
    });
    expect(prompts.map(({ boxes }) => boxes)).toEqual([
      [[40 / 48, 20 / 32, 1, 1], [0, 0, 1, 1]],
      [[0, 0, 11 / 48, 20 / 32]],
    ]); // prettier-ignore
    expect(notes).toEqual([
      `t.json: 2 boxes reach beyond a.png and were cut at its edge; ${FORM}.`,
      `t.json: 1 box lies outside a.png and was left out; ${FORM}.`,
    ]);
  });

  test('corners are noticed by the picture, where the table tells no sides', async () => {
    const images = [{ id: 1, file_name: 'a.png' }];
    const annotations = [
      [12, 8, 24, 16],
      [30, 20, 44, 30],
    ].map((bbox) => thing({ bbox }));
    expect((await read({ images, annotations })).notes[0]).toMatch(
      /2 boxes were left out: 1 of them reach beyond a.png/,
    );
  });

  test('one box that reaches far beyond is no proof of corners, if another cannot be corners', async () => {
    const annotations = [thing({ bbox: [30, 20, 44, 30] }), thing({ bbox: [30, 20, 8, 8] })];
    expect(await read({ annotations })).toMatchObject({
      asked: [['find the dog', 2]],
      notes: [/1 box reaches beyond/],
    });
  });

  test('panoptic tables hold their things one level deeper', async () => {
    const segments = [{ id: 5, category_id: 1, bbox: [12, 8, 12, 8], iscrowd: 0 }];
    const { asked } = await read({ annotations: [{ image_id: 1, file_name: 'mask.png', segments_info: segments }] });
    expect(asked).toEqual([['find the dog', 1]]);
  });
});

describe('pictures', () => {
  /** The upper left quarter of the stored 240 × 160 pixels, where each orientation shows it. */
  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1], // stored and shown alike: as shown
    [5, [0, 0, 0.5, 0.5]],
    [6, [0.5, 0, 1, 0.5]],
    [7, [0.5, 0.5, 1, 1]],
    [8, [0, 0.5, 0.5, 1]], // prettier-ignore
  ])('a photo of orientation %i: boxes in the stored picture are turned', async (orientation, box) => {
    const photo = new Uint8Array(caseFile(`img/e${orientation}.jpg`));
    const made = (width: number, height: number, bbox: readonly number[]) =>
      read({ images: [picture(1, { width, height })], annotations: [thing({ bbox })] }, { 'a.png': photo });
    const expected = [box === 1 ? [0, 0, 0.5, 0.5] : box];
    expect((await made(240, 160, [0, 0, 120, 80])).prompts[0]!.boxes).toEqual(expected);
    expect((await made(480, 320, [0, 0, 240, 160])).prompts[0]!.boxes).toEqual(expected);
    if (orientation >= 5) expect((await made(160, 240, [0, 0, 80, 120])).prompts[0]!.boxes).toEqual([[0, 0, 0.5, 0.5]]);
  });

  test('without sides in the table, boxes that fit only the stored picture are turned', async () => {
    const photo = { 'a.png': new Uint8Array(caseFile('img/e6.jpg')) };
    const images = [{ id: 1, file_name: 'a.png' }];
    const boxes = async (bbox: readonly number[]) =>
      (await read({ images, annotations: [thing({ bbox })] }, photo)).prompts[0]!.boxes;
    expect(await boxes([0, 0, 80, 120])).toEqual([[0, 0, 0.5, 0.5]]);
    expect(await boxes([120, 0, 120, 80])).toEqual([[0.5, 0.5, 1, 1]]);
  });

  test.each([
    [[24, 16], true],
    [[480, 320], true],
    [[479, 319], true],
    [[32, 48], false],
    [[48, 48], false],
    [[640, 480], false],
  ])('sides %j for a picture of 48 × 32: meant? %j', async ([width, height], meant) => {
    const { prompts, notes } = await read({
      images: [picture(1, { width, height })],
      annotations: [thing({ bbox: [2, 2, 9, 9] })],
    });
    expect([prompts.length === 1, notes.length === 0]).toEqual([meant, meant]);
  });

  test('without a name, or by their address alone', async () => {
    const images = [
      { id: 1, coco_url: 'http://images.example.org/val/a.png?size=1' },
      { id: 2 },
      picture(3, { file_name: 'gone.png' }),
    ];
    const annotations = [thing(), thing({ image_id: 2 }), thing({ image_id: 3 })];
    const { asked, notes } = await read({ images, annotations });
    expect(asked).toEqual([['find the dog', 1]]);
    expect(notes).toEqual([
      't.json: picture 2 has no file_name; add it.',
      'The picture gone.png is listed but missing from the files; add it.',
    ]);
  });

  test('two paths of one name, of which only one is there', async () => {
    const images = [picture(1, { file_name: 'cats/1.png' }), picture(2, { file_name: 'dogs/1.png' })];
    const annotations = [thing(), thing({ image_id: 2, bbox: [1, 1, 5, 5] })];
    const { prompts, notes } = await read({ images, annotations }, { 'cats/1.png': png() });
    expect(prompts.map(({ boxes }) => boxes)).toEqual([QUARTER]);
    expect(notes).toEqual([
      'The picture dogs/1.png is not in the files: the only one of that name, cats/1.png, belongs to another path of the table.',
    ]);
  });

  test('two files of one name, neither of them in the path', async () => {
    const { notes } = await read({}, { 'x/a.png': png(), 'y/a.png': png() });
    expect(notes[0]).toBe(
      'There are several files for the picture a.png: x/a.png and y/a.png; write its folder into the table.',
    );
  });
});

describe('several tables', () => {
  test('those for tests by their names are held out, beside others', async () => {
    const files = (folder: string) => ({ [`${folder}/_annotations.coco.json`]: table(), [`${folder}/a.png`]: png() });
    const { prompts, notes } = await openMade({ ...files('train'), ...files('valid') });
    expect(prompts.map(({ split, images: [image] }) => [image, split])).toEqual([
      ['0/train/a.png', undefined],
      ['0/valid/a.png', 'heldOut'],
    ]);
    expect(notes).toEqual(['valid/_annotations.coco.json: its 1 prompt is held out, as its name says.']);
    expect((await openMade(files('valid'))).prompts[0]!.split).toBeUndefined();
  });

  test('a table without annotations, and one without any use', async () => {
    const { prompts, notes } = await openMade({
      'a.json': '{"images": [], "categories": []}',
      'b.json': '{"images": [1], "annotations": [null]}',
    });
    expect([prompts, notes]).toEqual([
      [],
      ['a.json has no annotations with boxes or captions.', 'b.json has no annotations with boxes or captions.'],
    ]);
  });
});
