// What: YOLO as LabelImg, Ultralytics, Roboflow, CVAT (Darknet) and Label Studio write it, with the lines of every task.
import { describe, expect, test } from 'vitest';
import { Tally } from '../../../../src/data/files/marks.ts';
import { readLabels } from '../../../../src/data/files/yoloLines.ts';
import { readSet } from './read.ts';

const brief = ({ prompts }: Awaited<ReturnType<typeof readSet>>) =>
  prompts.map(({ images, question, split }) => [images[0], question, ...(split ? [split] : [])]);

// HumanSignal/labelImg, libs/yolo_io.py: "%d %.6f %.6f %.6f %.6f\n", classes.txt beside.
test('LabelImg: everything in one folder', async () => {
  const { prompts, notes } = await readSet({
    'a.png': '',
    'b.png': '',
    'c.png': '',
    'a.txt': '0 0.500000 0.500000 0.250000 0.500000\n1 0.125000 0.250000 0.250000 0.500000\n0 0.25 0.25 0.5 0.5\n',
    'b.txt': '',
    'classes.txt': 'dog\nbig cat\n',
  });
  expect(prompts).toEqual([
    {
      images: ['a.png'],
      question: 'find the dog',
      answer: 'dog',
      boxes: [[0.375, 0.25, 0.625, 0.75], [0, 0, 0.5, 0.5]], // prettier-ignore
      labels: ['dog', 'dog'],
    },
    {
      images: ['a.png'],
      question: 'find the big cat',
      answer: 'big cat',
      boxes: [[0, 0, 0.25, 0.5]],
      labels: ['big cat'],
    },
  ]);
  expect(notes).toEqual([
    'The .txt files: on 1 picture nothing is marked, so nothing is asked.',
    'The .txt files leave out 1 picture: none has its name, so nothing is asked about it.',
  ]);
});

const ONE = '0 0.5 0.5 0.5 0.5\n';

describe('where names and parts stand', () => {
  // ultralytics, docs/en/datasets/detect/index.md
  test('Ultralytics: names by number, folders images and labels', async () => {
    const yaml =
      'path: ../datasets/coco8 # dataset root dir\ntrain: images/train # 4 images\nval: images/val\ntest: # optional\n\nnames:\n    0: person\n    27: tie\n';
    const files = {
      'coco8/coco8.yaml': yaml,
      'coco8/images/train/1.jpg': '',
      'coco8/images/val/1.jpg': '',
      'coco8/labels/train/1.txt': '27 0.5 0.5 0.5 0.5\n',
      'coco8/labels/val/1.txt': ONE,
    };
    expect(brief(await readSet(files))).toEqual([
      ['coco8/images/train/1.jpg', 'find the tie', 'train'],
      ['coco8/images/val/1.jpg', 'find the person', 'heldOut'],
    ]);
  });

  test('the folders that data.yaml names may be called anything', async () => {
    const files = {
      'data.yaml': 'train: images/a\nval: [images/b, images/c]\nnames: [dog]\n',
      ...Object.fromEntries(['a', 'b', 'c'].flatMap((part) => [[`images/${part}/1.jpg`, ''], [`labels/${part}/1.txt`, ONE]])), // prettier-ignore
    };
    expect((await readSet(files)).prompts.map(({ split }) => split)).toEqual(['train', 'heldOut', 'heldOut']);
  });

  // datumaro, tests/assets/roboflow_dataset/yolo: train/images, train/labels.
  test('Roboflow', async () => {
    const files = {
      'README.roboflow.txt': 'Provided by a Roboflow user\n',
      'data.yaml': "train: ../train/images\nval: ../valid/images\n\nnc: 2\nnames: ['label_0', 'label_1']\n",
      'train/images/1.jpg': '',
      'train/labels/1.txt': '0 0.35 0.3 0.3 0.2',
      'valid/images/1.jpg': '',
      'valid/labels/1.txt': '1 0.35 0.3 0.3 0.2',
    };
    expect(brief(await readSet(files))).toEqual([
      ['train/images/1.jpg', 'find the label_0', 'train'],
      ['valid/images/1.jpg', 'find the label_1', 'heldOut'],
    ]);
  });

  // datumaro, tests/assets/yolo_dataset/strict, as CVAT exports YOLO 1.1
  test('Darknet: obj.names and lists of pictures', async () => {
    const files = {
      'obj.data': 'classes = 1\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n',
      'obj.names': 'label_0\nlabel_1\n',
      'obj_train_data/1.jpg': '',
      'obj_train_data/1.txt': ONE,
      'obj_train_data/2.jpg': '',
      'obj_train_data/2.txt': ONE,
      'train.txt': 'data/obj_train_data/1.jpg\n',
      'valid.txt': 'data/obj_train_data/2.jpg\n',
    };
    expect(brief(await readSet(files))).toEqual([
      ['obj_train_data/1.jpg', 'find the label_0', 'train'],
      ['obj_train_data/2.jpg', 'find the label_0', 'heldOut'],
    ]);
  });

  // label-studio-converter, converter.py (convert_to_yolo)
  test('Label Studio: notes.json tells numbers', async () => {
    const notes = { categories: [{ id: 1, name: 'cat' }, { id: 0, name: 'dog' }], info: { contributor: 'Label Studio' } }; // prettier-ignore
    const files = { 'images/a.jpg': '', 'labels/a.txt': ONE, 'notes.json': JSON.stringify(notes) };
    expect(brief(await readSet(files))).toEqual([['images/a.jpg', 'find the dog']]);
  });

  test('two sets side by side keep their names', async () => {
    const set = (folder: string, name: string) => ({
      [`${folder}/a.jpg`]: '',
      [`${folder}/a.txt`]: ONE,
      [`${folder}/classes.txt`]: name,
    });
    expect(brief(await readSet({ ...set('x', 'dog'), ...set('y', 'cat') }))).toEqual([
      ['x/a.jpg', 'find the dog'],
      ['y/a.jpg', 'find the cat'],
    ]);
  });

  test('the nearest list counts', async () => {
    const files = { 'x/y/a.jpg': '', 'x/y/a.txt': ONE, 'classes.txt': 'far', 'x/classes.txt': 'near' };
    expect(brief(await readSet(files))).toEqual([['x/y/a.jpg', 'find the near']]);
  });

  test('a set without names does not cost the others', async () => {
    const found = await readSet({ 'x/a.jpg': '', 'x/a.txt': ONE, 'x/classes.txt': 'dog', 'y/b.jpg': '', 'y/b.txt': ONE, 'y/z/classes.txt': 'cat' }); // prettier-ignore
    expect(brief(found)).toEqual([['x/a.jpg', 'find the dog']]);
    expect(found.notes[0]).toMatch(/^y\/b.txt numbers its classes, and the lists of names differ;/);
  });

  test('no names, or several that differ elsewhere, refuse all in one sentence', async () => {
    const files = { 'images/a.jpg': '', 'labels/a.txt': ONE };
    expect(await readSet(files)).toMatchObject({
      prompts: [],
      notes: [
        'labels/a.txt numbers its classes, and no list of names is there; add data.yaml, classes.txt or obj.names.',
      ],
    });
    expect((await readSet({ ...files, 'x/classes.txt': 'a', 'y/classes.txt': 'a' })).prompts).toHaveLength(1);
    expect((await readSet({ ...files, 'x/classes.txt': 'a', 'y/classes.txt': 'b' })).notes.slice(0, 1)).toEqual([
      'labels/a.txt numbers its classes, and the lists of names differ; put the right one into its folder.',
    ]);
  });
});

describe('what is left out is said', () => {
  test('labels without a picture, classes without a name, broken lines, pixels', async () => {
    const { prompts, notes } = await readSet({
      'images/a.jpg': '',
      'labels/a.txt': `${ONE}3 0.5 0.5 0.1 0.1\n0 100 200 30 40\n0 0.5\n`,
      'labels/b.txt': ONE,
      'labels/classes.txt': 'dog',
    });
    expect(prompts).toHaveLength(1);
    expect(notes).toEqual([
      "The .txt files: 1 line is left out, counting in pixels; YOLO's numbers are fractions from 0 to 1.",
      'The .txt files: 1 line is left out, being neither a box nor an outline.',
      'The .txt files: 1 object is left out, having a class number beyond the list of names.',
      'The .txt files: one of them has no picture of the same name; add it.',
    ]);
  });

  test('texts that are no labels are not ours', async () => {
    const { prompts, loose } = await readSet({
      'a.jpg': '',
      'a.txt': 'a dog on a lawn',
      'numbers.txt': '1 2 3 4 5\n',
      'classes.txt': 'dog',
    });
    expect(prompts).toEqual([]);
    expect(loose.map(({ name }) => name)).toEqual(['a.jpg']);
  });
});

describe('lines', () => {
  const read = (line: string, shape?: readonly [number, number]) => {
    const tally = new Tally();
    const [first] = readLabels(line, shape, tally);
    return [first?.box.map((edge) => Number(edge.toFixed(6))), tally.notes('x').map(({ sentence }) => sentence)];
  };

  test.each([
    ['a box', '0 0.5 0.5 0.2 0.4', [0.4, 0.3, 0.6, 0.7], []],
    ['written with tabs and a class as a decimal', '0.0\t.5\t5e-1 0.2 0.4', [0.4, 0.3, 0.6, 0.7], []],
    [
      'a confidence last',
      '0 0.5 0.5 0.2 0.4 0.93',
      [0.4, 0.3, 0.6, 0.7],
      ['x: the confidence of 1 object is left out, all are taken as true.'],
    ],
    // ultralytics, docs/en/datasets/segment/index.md
    [
      'an outline',
      '0 0.681 0.485 0.670 0.487 0.676 0.487',
      [0.67, 0.485, 0.681, 0.487],
      ['x: 1 outline was read as the box around.'],
    ],
    [
      'an outline with a confidence',
      '0 0.681 0.485 0.670 0.487 0.676 0.487 0.9',
      [0.67, 0.485, 0.681, 0.487],
      ['x: the confidence of 1 object is left out, all are taken as true.', 'x: 1 outline was read as the box around.'],
    ],
    // ultralytics, docs/en/datasets/obb/index.md
    [
      'a turned box',
      '0 0.780811 0.743961 0.782371 0.74686 0.777691 0.752174 0.776131 0.749758',
      [0.776131, 0.743961, 0.782371, 0.752174],
      ['x: 1 turned box was read as the upright box around.'],
    ],
    [
      'keypoints with a visibility',
      '0 0.5 0.5 0.2 0.4 0.1 0.2 2 0.3 0.4 0',
      [0.4, 0.3, 0.6, 0.7],
      ['x: the keypoints of 1 object are left out, since they have no names.'],
    ],
  ])('%s', (_name, line, box, notes) => expect(read(line)).toEqual([box, notes]));

  // ultralytics, docs/en/datasets/pose/index.md: kpt_shape tells keypoints from an outline.
  test('two keypoints without a visibility, and a confidence', () => {
    const keypoints = 'x: the keypoints of 1 object are left out, since they have no names.';
    const line = '0 0.5 0.5 0.2 0.4 0.1 0.2 0.3 0.4';
    expect(read(line, [2, 2])).toEqual([[0.4, 0.3, 0.6, 0.7], [keypoints]]);
    expect(read(line)[0]).toEqual([0.1, 0.2, 0.5, 0.5]);
    expect(read(`${line} 0.9`, [2, 2])).toEqual([
      [0.4, 0.3, 0.6, 0.7],
      ['x: the confidence of 1 object is left out, all are taken as true.', keypoints],
    ]);
  });
});
