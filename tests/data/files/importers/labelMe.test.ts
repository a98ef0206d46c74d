// What: LabelMe's files, as wkentaro/labelme writes them (labelme/_label_file.py), and X-AnyLabeling's.
import { describe, expect, test } from 'vitest';
import { FILE_TEXTS } from '../../../../src/data/files/fileTexts.ts';
import { png } from '../given.ts';
import { readSet } from './read.ts';

const shape = (label: string, shape_type: string, points: readonly (readonly [number, number])[], more = {}) => ({
  label,
  points,
  group_id: null,
  description: null,
  shape_type,
  flags: {},
  mask: null,
  ...more,
});
const sheet = (shapes: readonly unknown[], more = {}) =>
  JSON.stringify({
    version: '5.7.0',
    flags: {},
    shapes,
    imagePath: 'a.jpg',
    imageData: null,
    imageHeight: 100,
    imageWidth: 200,
    ...more,
  });
const brief = ({ prompts }: Awaited<ReturnType<typeof readSet>>) =>
  prompts.map(({ question, boxes, points }) => [question, ...(boxes ?? points ?? [])]);

// examples/primitives/primitives.json has one shape of each kind.
test('every kind of shape', async () => {
  const shapes = [
    shape('rectangle', 'rectangle', [[180, 90], [20, 10]]), // prettier-ignore
    shape('circle', 'circle', [[100, 50], [130, 90]]), // prettier-ignore
    shape('rectangle', 'rectangle', [[0, 0], [50, 25]]), // prettier-ignore
    shape('polygon', 'polygon', [[60, 30], [40, 70], [100, 20]]), // prettier-ignore
    shape('line', 'line', [[1, 2], [3, 4]]), // prettier-ignore
    shape('point', 'point', [[50, 75]]),
    shape('strip', 'linestrip', [[1, 2], [3, 4], [5, 6]]), // prettier-ignore
    shape('turned', 'oriented_rectangle', [[20, 50], [40, 30], [60, 50], [40, 70]]), // prettier-ignore
    shape('masked', 'mask', [[20, 10], [40, 20]], { mask: 'iVBORw0KGgo=' }), // prettier-ignore
  ];
  const read = await readSet({ 'a.jpg': '', 'a.json': sheet(shapes) });
  expect(brief(read)).toEqual([
    ['find the rectangle', [0.1, 0.1, 0.9, 0.9], [0, 0, 0.25, 0.25]],
    ['find the circle', [0.25, 0, 0.75, 1]],
    ['find the polygon', [0.2, 0.2, 0.5, 0.7]],
    ['point to the point', [0.25, 0.75]],
    ['find the turned', [0.1, 0.3, 0.3, 0.7]],
    ['find the masked', [0.1, 0.1, 0.2, 0.2]],
  ]);
  expect(read.notes).toEqual([
    'The .json files: 3 outlines were read as the boxes around.',
    'The .json files: 2 lines are left out, since only boxes and points can be asked for.',
    'The .json files: 1 turned box was read as the upright box around.',
  ]);
});

test('shapes of one name and group are one object', async () => {
  const at = (x: number, label: string, group_id: number | null) =>
    shape(label, 'rectangle', [[x, 10], [x + 20, 20]], { group_id }); // prettier-ignore
  const shapes = [
    at(20, 'dog', 1),
    at(100, 'dog', 1),
    at(20, 'dog', 2),
    at(40, 'cat', 1),
    at(60, 'cat', null),
    at(80, 'cat', null),
  ];
  expect(brief(await readSet({ 'a.jpg': '', 'a.json': sheet(shapes) }))).toEqual([
    ['find the dog', [0.1, 0.1, 0.6, 0.2], [0.1, 0.1, 0.2, 0.2]],
    ['find the cat', [0.2, 0.1, 0.3, 0.2], [0.3, 0.1, 0.4, 0.2], [0.4, 0.1, 0.5, 0.2]],
  ]);
});

// examples/classification/data_annotated/0001.json
describe('flags', () => {
  test('one says what the picture shows', async () => {
    const { prompts, notes } = await readSet({
      '0001.jpg': '',
      '0001.json': sheet([], { imagePath: '0001.jpg', flags: { __ignore__: false, cat: true, dog: false } }),
    });
    expect(prompts).toEqual([{ images: ['0001.jpg'], question: 'what does the picture show?', answer: 'cat' }]);
    expect(notes).toEqual([]);
  });
  test('several say too much', async () => {
    const { prompts, notes } = await readSet({ 'a.jpg': '', 'a.json': sheet([], { flags: { cat: true, dog: true } }) });
    expect(prompts).toEqual([]);
    expect(notes).toEqual([
      'The .json files: the flags of 1 picture are left out, being several.',
      'The .json files: on 1 picture nothing is marked, so nothing is asked.',
    ]);
  });
});

describe('pictures', () => {
  const box = [shape('dog', 'rectangle', [[20, 10], [40, 20]])]; // prettier-ignore
  test('Windows paths, other folders, split', async () => {
    const at = (imagePath: string) => sheet(box, { imagePath });
    const { prompts } = await readSet({
      'train/images/a.jpg': '',
      'val/images/a.jpg': '',
      'train/json/a.json': at('..\\images\\a.jpg'),
      'val/json/a.json': at('../images/a.jpg'),
    });
    expect(prompts.map(({ images, split }) => [images[0], split])).toEqual([
      ['train/images/a.jpg', 'train'],
      ['val/images/a.jpg', 'heldOut'],
    ]);
  });

  test('the picture in the file counts only where there is no other', async () => {
    const imageData = Buffer.from('inside').toString('base64');
    const one = async (files: Readonly<Record<string, string>>) => {
      const { prompts, images } = await readSet({ 'a.json': sheet(box, { imageData }), ...files });
      return [images.get([...images.keys()][0]!)!.name, await [...images.values()][0]!.content.text(), prompts.length];
    };
    expect(await one({})).toEqual(['a.jpg', 'inside', 1]);
    expect(await one({ 'a.jpg': 'beside' })).toEqual(['a.jpg', 'beside', 1]);
  });

  test('no size is told', async () => {
    const { prompts } = await readSet({
      'a.jpg': png(50, 40),
      'a.json': sheet(box, { imageWidth: null, imageHeight: undefined }),
    });
    expect(prompts).toMatchObject([{ boxes: [[0.4, 0.25, 0.8, 0.5]] }]);
  });

  test('a missing one is named', async () => {
    expect((await readSet({ 'a.json': sheet(box) })).notes).toEqual([
      'The picture a.jpg is listed but missing from the files; add it.',
    ]);
  });
});

test('odd shapes, and JSON of another kind', async () => {
  const shapes = [
    { label: 'old', points: [[20, 10], [40, 20], [30, 30]] }, // prettier-ignore
    shape('', 'rectangle', [[1, 2], [3, 4]]), // prettier-ignore
    shape('bare', 'rectangle', []),
    shape('lone', 'rectangle', [[1, 2]]),
    shape('told', 'rectangle', [[20, 10], [40, 20]], { description: 'sleeping' }), // prettier-ignore
    // X-AnyLabeling writes four corners, and a confidence
    shape('four', 'rectangle', [[20, 10], [40, 10], [40, 20], [20, 20]], { score: 0.9, difficult: false }), // prettier-ignore
  ];
  const read = await readSet({ 'a.jpg': '', 'b.jpg': '', 'a.json': sheet(shapes), 'package.json': '{"shapes": []}' });
  expect(brief(read)).toEqual([
    ['find the old', [0.1, 0.1, 0.2, 0.3]],
    ['find the told', [0.1, 0.1, 0.2, 0.2]],
    ['find the four', [0.1, 0.1, 0.2, 0.2]],
  ]);
  expect(read.notes).toEqual([
    'The .json files: 1 outline was read as the box around.',
    'The .json files: 1 object is left out, having no name to ask for.',
    'The .json files: 2 objects are left out, having no box, outline or point.',
    'The .json files: the attributes of 1 object are left out.',
    'The .json files leave out 1 picture: none has its name, so nothing is asked about it.',
    FILE_TEXTS.noTable(['package.json']),
  ]);
});
