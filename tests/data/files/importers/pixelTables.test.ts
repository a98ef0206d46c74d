// What: Create ML (Roboflow, LabelImg), Datumaro and DOTA: tables and sidecars that count in pixels.
import { describe, expect, test } from 'vitest';
import { png } from '../given.ts';
import { readSet } from './read.ts';

const brief = ({ prompts }: Awaited<ReturnType<typeof readSet>>) =>
  prompts.map(({ images, question, boxes, points, answer, captions, split }) => [
    images[0],
    question,
    boxes ?? points ?? captions ?? answer,
    ...(split ? [split] : []),
  ]);

// HumanSignal/labelImg, libs/create_ml_io.py; Roboflow calls the file _annotations.createml.json.
describe('Create ML', () => {
  const mark = (label: string, x: number, y: number, width: number, height: number) => ({
    label,
    coordinates: { x, y, width, height },
  });
  test('x and y are those of the centre', async () => {
    const table = [
      { image: 'a.jpg', verified: false, annotations: [mark('cat', 60, 30, 80, 40), mark('dog', 190, 50, 20, 100)] },
      { image: 'b.jpg', annotations: [] },
    ];
    const found = await readSet({
      '_annotations.createml.json': JSON.stringify(table),
      'a.jpg': png(200, 100),
      'b.jpg': png(200, 100),
    });
    expect(brief(found)).toEqual([
      ['a.jpg', 'find the cat', [[0.1, 0.1, 0.5, 0.5]]],
      ['a.jpg', 'find the dog', [[0.9, 0, 1, 1]]],
    ]);
    expect(found.notes).toEqual([
      '_annotations.createml.json: on 1 picture nothing is marked, so nothing is asked.',
      'b.jpg is in none of the prompts and was left out.',
    ]);
  });

  test('the parts of Roboflow, and marks that cannot be meant', async () => {
    const table = (label: string, width: unknown = 80) => JSON.stringify([{ image: 'a.jpg', annotations: [mark(label, 60, 30, width as number, 40)] }]); // prettier-ignore
    const found = await readSet({
      'train/_annotations.createml.json': table('cat'),
      'train/a.jpg': png(200, 100),
      'valid/_annotations.createml.json': table('dog'),
      'valid/a.jpg': png(200, 100),
      'test/_annotations.createml.json': table('', 'x'),
    });
    expect(brief(found)).toEqual([
      ['train/a.jpg', 'find the cat', [[0.1, 0.1, 0.5, 0.5]]],
      ['valid/a.jpg', 'find the dog', [[0.1, 0.1, 0.5, 0.5]], 'heldOut'],
    ]);
    expect(found.notes).toContain('test/_annotations.createml.json: 1 object is left out, having no name to ask for.');
  });
});

// open-edge-platform/datumaro, tests/assets/datumaro_dataset/legacy, plugins/data_formats/datumaro/exporter.py
describe('Datumaro', () => {
  const sheet = (
    annotations: readonly object[],
    path = 'train/a.jpg',
    size: readonly number[] | undefined = [100, 200],
  ) =>
    JSON.stringify({
      info: {},
      categories: {
        label: {
          labels: [
            { name: 'car', parent: '' },
            { name: 'bicycle', parent: '' },
          ],
          attributes: [],
        },
      },
      items: [{ id: 'a', annotations, image: { path, size }, media: { path } }],
    });
  const mark = (type: string, more: object) => ({
    id: 0,
    type,
    attributes: {},
    group: 0,
    label_id: 0,
    z_order: 0,
    ...more,
  });

  test('every kind of annotation', async () => {
    const found = await readSet({
      'images/train/a.jpg': '',
      'annotations/train.json': sheet([
        mark('bbox', { bbox: [20, 10, 80, 40] }),
        mark('polygon', { points: [20, 10, 60, 20, 40, 50], label_id: 1 }),
        mark('points', { points: [50, 25, 100, 50], label_id: 1 }),
        mark('caption', { caption: 'a car' }),
        mark('label', { label_id: 1 }),
        mark('mask', { rle: { counts: '', size: [1, 1] } }),
        mark('polyline', { points: [1, 2, 3, 4] }),
        mark('bbox', { bbox: [1, 2, 3, 4], label_id: 9 }),
        mark('bbox', { bbox: [1, 2] }),
      ]),
    });
    expect(brief(found)).toEqual([
      ['images/train/a.jpg', 'what does the picture show?', 'bicycle'],
      ['images/train/a.jpg', 'describe the picture', ['a car']],
      ['images/train/a.jpg', 'find the car', [[0.1, 0.1, 0.5, 0.5]]],
      ['images/train/a.jpg', 'find the bicycle', [[0.1, 0.1, 0.3, 0.5]]],
      ['images/train/a.jpg', 'point to the bicycle', [[0.25, 0.25], [0.5, 0.5]]], // prettier-ignore
    ]);
    expect(found.notes).toEqual([
      'train.json: 1 outline was read as the box around.',
      'train.json: 1 painted mask is left out, since only boxes, outlines and points can be read.',
      'train.json: 1 line is left out, since only boxes and points can be asked for.',
      'train.json: 1 object is left out, having a class number beyond the list of names.',
      'train.json: 1 object is left out, having no box, outline or point.',
    ]);
  });

  test('subsets are files; several labels say too much', async () => {
    const found = await readSet({
      'images/train/a.jpg': '',
      'images/test/a.jpg': '',
      'annotations/train.json': sheet([mark('label', {})]),
      'annotations/test.json': sheet(
        [mark('label', {}), mark('label', { label_id: 1 }), mark('bbox', { bbox: [20, 10, 80, 40] })],
        'test/a.jpg',
      ),
    });
    expect(brief(found)).toEqual([
      ['images/train/a.jpg', 'what does the picture show?', 'car'],
      ['images/test/a.jpg', 'find the car', [[0.1, 0.1, 0.5, 0.5]], 'heldOut'],
    ]);
    expect(found.notes).toContain('test.json: the tags of 1 picture are left out, being several.');
  });
});

// https://captain-whu.github.io/DOTA/dataset.html; datumaro, tests/assets/dota_dataset
describe('DOTA', () => {
  test('four corners, a name and a difficulty in each line', async () => {
    const text = `imagesource:GoogleEarth
gsd:0.146343590398
20.0 10.0 100.0 10.0 100.0 50.0 20.0 50.0 plane 0
100 20 140 50 100 80 60 50 storage tank 1
`;
    const found = await readSet({
      'train/images/P1.png': png(200, 100),
      'train/labelTxt/P1.txt': text,
      'val/images/P2.png': png(200, 100),
      'val/labelTxt/P2.txt': '0 0 0 20 20 20 20 0 ship 0',
      'val/labelTxt/P3.txt': '0 0 0 20 20 20 20 0 ship 0',
    });
    expect(brief(found)).toEqual([
      ['train/images/P1.png', 'find the plane', [[0.1, 0.1, 0.5, 0.5]], 'train'],
      ['train/images/P1.png', 'find the storage tank', [[0.3, 0.2, 0.7, 0.8]], 'train'],
      ['val/images/P2.png', 'find the ship', [[0, 0, 0.1, 0.2]], 'heldOut'],
    ]);
    expect(found.notes).toEqual([
      'The .txt files: 1 turned box was read as the upright box around.',
      'The .txt files: 1 object is marked as difficult and kept.',
      'The .txt files: one of them has no picture of the same name; add it.',
      'The .txt files: 1 prompt is held out, as the folders or lists say.',
    ]);
  });

  test('lines of YOLO are no DOTA', async () => {
    const { prompts } = await readSet({
      'a.png': png(),
      'a.txt': '0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 5e-1\n',
      'classes.txt': 'dog',
    });
    expect(prompts).toMatchObject([{ question: 'find the dog', boxes: [[0.1, 0.1, 0.5, 0.5]] }]);
  });
});
