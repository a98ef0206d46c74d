// What: data files in and out: JSON Lines and COCO, in a zip or loose; what is broken costs one sentence, the rest is kept.
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readPromptLines, writePromptLines } from '../../../src/data/promptLines.ts';
import { MAX_FILES, pack, unpack } from '../../../src/store/data/archive.ts';
import { readCoco, writeCoco } from '../../../src/store/data/coco.ts';
import { MAX_PROMPTS, readData } from '../../../src/store/data/readData.ts';
import { listData, writeData } from '../../../src/store/data/writeData.ts';
import { emptyPrompt } from '../../../src/store/prompts/promptDraft.ts';
import type { PromptDraft } from '../../../src/store/prompts/promptDraft.ts';

const blob = (text: string) => new Blob([text]);
const bytesOf = async (content: Blob) => new Uint8Array(await content.arrayBuffer());
const picture = (id: string, name: string, type = 'image/png') => {
  const image = new Blob([`pixels of ${id}`], { type });
  return { id, name, image, url: '', thumb: '', width: 200, height: 100 };
};
const [dog, cat] = [picture('1', 'my dog.JPEG', 'image/jpeg'), picture('2', 'cat')];
const drafts: readonly PromptDraft[] = [
  {
    ...emptyPrompt('a', 'my dog.JPEG', [dog, cat]),
    question: 'where is the dog?',
    answer: 'dog',
    facts: ['it is brown'],
    boxes: [
      [0.1, 0.2, 0.5, 0.8],
      [0.123456, 0, 1, 1],
    ],
    labels: ['dog', ''],
    further: { points: [[0.5, 0.5]], order: [1, 0], expertText: 'the dog', captions: ['a dog', 'a cat'] },
  },
  { ...emptyPrompt('b', 'cat', [cat]), question: 'what is it?', answer: 'cat', split: 'heldOut' },
];

describe('JSON Lines', () => {
  test('what was saved is opened again, with its pictures', async () => {
    const archive = await writeData(drafts, 'jsonl', () => {});
    const { prompts, refused, images } = await readData({ 'rollscope.zip': archive });
    expect(refused).toEqual([]);
    expect(prompts).toHaveLength(2);
    expect(prompts[0]).toEqual({
      id: 'a',
      images: ['images/001-my-dog.jpg', 'images/002-cat.png'],
      question: 'where is the dog?',
      answer: 'dog',
      boxes: [
        [0.1, 0.2, 0.5, 0.8],
        [0.1235, 0, 1, 1],
      ],
      labels: ['dog', ''],
      facts: ['it is brown'],
      split: 'train',
      points: [[0.5, 0.5]],
      order: [1, 0],
      expertText: 'the dog',
      captions: ['a dog', 'a cat'],
    });
    expect(prompts[1]).toEqual({
      id: 'b',
      images: ['images/002-cat.png'],
      question: 'what is it?',
      answer: 'cat',
      split: 'heldOut',
    });
    expect(await images['images/001-my-dog.jpg']!.text()).toBe('pixels of 1');
    expect(await images['images/002-cat.png']!.text()).toBe('pixels of 2');
  });

  test('each broken line is named, the others are kept', () => {
    const lines = [
      '{"images": ["a.png"], "question": "where?"}',
      '{"images": ["a.png"]}',
      '{"images": "a.png", "question": "x"}',
      '{"images": ["a.png"], "question": "x", "bboxes": []}',
      '{"images": ["a.png"], "question": "x", "boxes": [[0, 0, 1]]}',
      '',
      'not json',
      '[1]',
      '{"images": [], "question": "x", "split": "test"}',
    ];
    const { prompts, refused, ignored } = readPromptLines(lines.join('\r\n'), 'p.jsonl');
    expect(prompts).toHaveLength(2);
    expect(ignored).toMatch(/^p.jsonl: the unknown field 'bboxes' \(1 row\) is ignored; known fields are id, images/);
    expect(refused).toEqual([
      'p.jsonl, line 2 has no question.',
      'p.jsonl, line 3: images must be a list of paths.',
      'p.jsonl, line 5: boxes must be a list of boxes [x0, y0, x1, y1].',
      'p.jsonl, line 7 is not JSON; each line must be one object.',
      expect.stringMatching(/line 8 must be an object/),
      'p.jsonl, line 9: split must be "train" or "heldOut".',
    ]);
    expect(readPromptLines('\n', 'empty.jsonl').refused).toEqual(['empty.jsonl has no prompts; choose another file.']);
  });

  test('fields that a hostile file invents do not reach Object.prototype', () => {
    const line = '{"images": [], "question": "x", "constructor": 1, "__proto__": {"answer": "y"}}';
    const { prompts, ignored } = readPromptLines(line, 'p.jsonl');
    expect(ignored).toMatch(/unknown fields 'constructor' \(1 row\) and '__proto__' \(1 row\) are ignored/);
    expect(prompts).toEqual([{ images: [], question: 'x' }]);
    expect(prompts[0]!.answer).toBeUndefined();
  });

  test('empty fields are left out', () => {
    const { prompts } = listData([{ ...emptyPrompt('x', 'cat', [cat]), question: 'q', labels: [''] }]);
    expect(writePromptLines(prompts)).toBe(
      '{"id":"x","images":["images/001-cat.png"],"question":"q","split":"train"}\n',
    );
  });
});

describe('COCO', () => {
  const file = {
    images: [
      { id: 7, file_name: 'a.jpg', width: 200, height: 100 },
      { id: 8, file_name: 'b.jpg', width: 50, height: 50 },
      { id: 9, file_name: 'c.jpg' },
    ],
    categories: [
      { id: 3, name: 'dog' },
      { id: 4, name: 'red ball' },
    ],
    annotations: [
      { image_id: 7, category_id: 3, bbox: [20, 10, 100, 50] },
      { image_id: 7, category_id: 4, bbox: [0, 0, 10, 10] },
      { image_id: 7, category_id: 3, bbox: [150, 50, 80, 50] },
      { image_id: 7, category_id: 3, bbox: [0, 0, 9, 9], iscrowd: 1 },
      { image_id: 8, category_id: 3, bbox: [10, 10, 0, 5] },
    ],
  };

  test('one prompt per picture and category; boxes as fractions, cut at the edge', () => {
    const { prompts, refused } = readCoco(file, 'instances.json');
    expect(prompts).toEqual([
      {
        images: ['a.jpg'],
        question: 'find the dog',
        answer: 'dog',
        labels: ['dog', 'dog'],
        boxes: [
          [0.1, 0.1, 0.6, 0.6],
          [0.75, 0.5, 1, 1],
        ],
      },
      {
        images: ['a.jpg'],
        question: 'find the red ball',
        answer: 'red ball',
        labels: ['red ball'],
        boxes: [[0, 0, 0.05, 0.1]],
      },
    ]);
    expect(refused).toEqual([
      'instances.json: 1 of the boxes of “dog” on b.jpg have no area.',
      'instances.json: picture 9 needs file_name, width and height.',
    ]);
  });

  test('boxes that were saved are opened again', async () => {
    const archive = await writeData(drafts, 'coco', () => {});
    const { prompts, refused } = await readData({ 'rollscope-coco.zip': archive });
    expect(refused).toEqual([]);
    expect(prompts.map(({ question, images }) => [question, ...images])).toEqual([
      ['find the dog', 'images/001-my-dog.jpg'],
    ]);
    for (const [i, box] of prompts[0]!.boxes!.entries())
      for (const [k, side] of box.entries()) expect(side).toBeCloseTo(drafts[0]!.boxes[i]![k]!, 3);
  });

  test('a box without a label takes the answer as its category, then “object”', () => {
    const images = [{ path: 'a.png', width: 10, height: 10 }];
    const box = [0, 0, 0.5, 0.5] as const;
    const text = writeCoco(
      [
        { images: ['a.png'], question: '', boxes: [box], labels: [''], answer: 'cat' },
        { images: ['a.png'], question: '', boxes: [box] },
      ],
      images,
    );
    const written = JSON.parse(text) as {
      categories: unknown;
      annotations: readonly { bbox: unknown; area: unknown }[];
    };
    expect(written.categories).toEqual([
      { id: 1, name: 'cat' },
      { id: 2, name: 'object' },
    ]);
    expect(written.annotations[0]).toMatchObject({ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 5, 5], area: 25 });
  });
});

describe('files', () => {
  test('loose files: a path as it stands, or the only file of that name; what is missing is named', async () => {
    const lines = ['a.png', './deep/b.png', 'c.png', 'gone.png'].map(
      (path) => `{"images": ["${path}"], "question": "q"}`,
    );
    const { prompts, refused, images } = await readData({
      'set/prompts.jsonl': blob(lines.join('\n')),
      'set/a.png': blob('A'),
      'b.png': blob('B'),
      'x/c.png': blob('C1'),
      'y/c.png': blob('C2'),
    });
    expect(prompts.map((prompt) => prompt.images[0])).toEqual(['a.png', './deep/b.png']);
    expect(await images['a.png']!.text()).toBe('A');
    expect(refused).toEqual([
      'The picture c.png is listed but missing from the files; add it.',
      'The picture gone.png is listed but missing from the files; add it.',
    ]);
  });

  test('more prompts than a page can hold: the first are taken and it is said', async () => {
    const line = '{"images": ["a.png"], "question": "q"}\n';
    const files = { 'p.jsonl': blob(line.repeat(MAX_PROMPTS + 5)), 'a.png': blob('A') };
    const { prompts, refused } = await readData(files);
    expect(prompts).toHaveLength(MAX_PROMPTS);
    expect(refused).toEqual([`There are ${MAX_PROMPTS + 5} prompts; the first ${MAX_PROMPTS} were taken.`]);
  });

  test('no data at all, broken JSON, a broken zip: one sentence', async () => {
    await expect(readData({ 'a.png': blob('A') })).rejects.toThrow(/neither a .jsonl file nor a COCO/);
    expect((await readData({ 'a.json': blob('{"x') })).refused).toEqual(['a.json is not JSON; is it damaged?']);
    await expect(readData({ 'a.zip': blob('PK nothing') })).rejects.toThrow(/a.zip is not a readable zip file/);
  });

  test('an archive with too many files, or one that would unpack to too much, is refused before it is unpacked', async () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: MAX_FILES + 1 }, (_, i) => [`${i}.txt`, new Uint8Array(0)])),
    );
    expect(() => unpack(many as Uint8Array<ArrayBuffer>, 'many.zip')).toThrow(/many.zip would unpack to more than/);
    const bomb = zipSync({ 'zeros.bin': new Uint8Array(2 ** 20) });
    const view = new DataView(bomb.buffer);
    for (let at = 0; at < bomb.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    expect(() => unpack(bomb as Uint8Array<ArrayBuffer>, 'bomb.zip')).toThrow(
      /bomb.zip would unpack to more than 512 MiB/,
    );
  });

  test('what systems add on their own is left out; what was packed is unpacked bit for bit', async () => {
    const content = new Uint8Array(70_000).map((_, i) => (i * 31) % 251);
    const files = ['a.bin', '__MACOSX/a.bin', '.DS_Store', 'x/.hidden'].map((path) => ({
      path,
      content: new Blob([content]),
    }));
    let told = 0;
    const unpacked = unpack(await bytesOf(await pack(files, () => told++)), 'a.zip');
    expect(Object.keys(unpacked)).toEqual(['a.bin']);
    expect(await bytesOf(unpacked['a.bin']!)).toEqual(content);
    expect(told).toBe(4);
  });
});
