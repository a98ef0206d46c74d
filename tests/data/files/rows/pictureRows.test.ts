// What: rows that tell what is in a picture without asking: ImageFolder's metadata, and Roboflow's for PaliGemma and Florence-2.
import { describe, expect, test } from 'vitest';
import { readRows } from '../../../../src/data/files/rowFormats.ts';
import type { Row } from '../../../../src/data/files/rowFormat.ts';

const read = (row: Row) => readRows([{ row, where: 'metadata.jsonl, line 1' }], 'metadata.jsonl', 'train');
const sentences = (row: Row) => read(row).notes.map(({ sentence }) => sentence);

// huggingface/datasets, docs/source/image_dataset.mdx
describe('ImageFolder', () => {
  test('captions', () => {
    expect(read({ file_name: '0002.png', text: 'A german shepherd' }).prompts).toMatchObject([
      {
        images: ['0002.png'],
        question: 'describe the picture',
        truth: { captions: ['A german shepherd'] },
        folder: 'train',
      },
    ]);
    expect(read({ image: 'a.png', captions: ['A', 'B'] }).prompts[0]!.truth).toEqual({ captions: ['A', 'B'] });
  });

  test('objects: one question for each name, boxes as corners in pixels', () => {
    const bbox = [[160, 31, 248, 616], [741, 68, 202, 401], [1, 2, 3, 4]]; // prettier-ignore
    const row = {
      file_name: '0003.png',
      id: 'x',
      width: 1000,
      height: 700,
      objects: { bbox, categories: ['dog', 'cat', 'dog'] },
    };
    expect(read(row)).toEqual({
      notes: [],
      prompts: [
        ['dog', [[160, 31, 408, 647], [1, 2, 4, 6]]] as const, // prettier-ignore
        ['cat', [[741, 68, 943, 469]]] as const,
      ].map(([name, boxes]) => ({
        images: ['0003.png'],
        question: `find the ${name}`,
        truth: { answer: name, boxes, labels: boxes.map(() => name) },
        pixels: { width: 1000, height: 700 },
        boxForm: 'bbox is x, y, width, height in pixels',
        folder: 'train',
        where: 'metadata.jsonl, line 1',
      })),
    });
  });

  test('classes by name', () => {
    expect(read({ file_name: 'a.png', label: 'beagle' }).prompts).toMatchObject([
      { question: 'what does the picture show?', truth: { answer: 'beagle' } },
    ]);
  });

  test.each([[{ objects: { bbox: [[302, 109, 73, 52]], categories: [0] } }], [{ label: 3 }], [{ label: '3' }]])(
    '%j has numbers for names',
    (row) =>
      expect(sentences({ file_name: 'a.png', ...row })).toEqual([
        'metadata.jsonl, line 1 numbers its categories; write their names instead, since the question asks for them by name.',
      ]),
  );

  test('a picture without objects is counted, a broken box refused', () => {
    expect(sentences({ file_name: 'a.png', objects: { bbox: [], categories: [] } })).toEqual([
      'metadata.jsonl: in 1 row nothing is marked, so nothing is asked.',
    ]);
    expect(sentences({ file_name: 'a.png', objects: { bbox: [[1, 2, 3]], categories: ['a'] } })).toEqual([
      'metadata.jsonl, line 1: each bbox must be x, y, width and height in pixels.',
    ]);
  });
});

describe('PaliGemma', () => {
  test('each box is followed by its name, and told from above', () => {
    const suffix = '<loc0512><loc0256><loc1023><loc0768> cat ; <loc0000><loc0000><loc0512><loc0512> black dog';
    const { prompts, notes } = read({ image: 'a.jpg', prefix: 'detect cat ; black dog', suffix });
    expect(notes).toEqual([]);
    expect(prompts).toMatchObject([
      {
        question: 'detect cat ; black dog',
        truth: { boxes: [[0.25, 0.5, 0.75, 1023 / 1024], [0, 0, 0.5, 0.5]], labels: ['cat', 'black dog'] }, // prettier-ignore
      },
    ]);
    expect(prompts[0]!.truth).not.toHaveProperty('answer');
  });

  test('a mask is left out, its box read', () => {
    const suffix = `<loc0512><loc0256><loc1023><loc0768>${'<seg012>'.repeat(16)} cat`;
    const row = { image: 'a.jpg', prefix: 'segment cat', suffix };
    expect(read(row).prompts[0]!.truth).toEqual({
      answer: 'cat',
      boxes: [[0.25, 0.5, 0.75, 1023 / 1024]],
      labels: ['cat'],
    });
    expect(sentences(row)).toEqual(['metadata.jsonl: in 1 row the mask of an object is left out, its box is read.']);
  });

  // maestro.roboflow.com/develop/datasets/jsonl
  test('other answers are texts', () => {
    expect(
      read({ image: 'image1.jpg', prefix: 'read equation in LATEX', suffix: 'H = \\dot { x }' }).prompts,
    ).toMatchObject([
      { images: ['image1.jpg'], question: 'read equation in LATEX', truth: { answer: 'H = \\dot { x }' } },
    ]);
  });
});

test('Florence-2 names an object before its boxes, x before y', () => {
  const suffix =
    'cat<loc_100><loc_200><loc_300><loc_400><loc_0><loc_1><loc_2><loc_3>dog<loc_500><loc_600><loc_700><loc_800>';
  expect(
    read({ image: 'a.jpg', prefix: '<OD>', suffix }).prompts.map(({ question, truth }) => [question, truth.boxes]),
  ).toEqual([
    ['find the cat', [[0.1005, 0.2005, 0.3005, 0.4005], [0.0005, 0.0015, 0.0025, 0.0035]]], // prettier-ignore
    ['find the dog', [[0.5005, 0.6005, 0.7005, 0.8005]]],
  ]);
});
