// What: a box and two points as JSON: keys, forms and thresholds by hand, the overlap by counting pixels, both orders of the points.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { boxes: [[0.1, 0.1, 0.3, 0.3] as const], points: [[0.15, 0.15] as const, [0.25, 0.25] as const] };
const object = (box = '[10, 10, 30, 30]', one = '[15, 15]', two = '[25, 25]') =>
  `{"bbox": ${box}, "points_1": ${one}, "points_2": ${two}}`;
const part = (index: number, texts: readonly string[], knobs = {}) =>
  scores('boxWithPoints', truth, texts, { knobs: { part: index, ...knobs } });

it('reads the first object that is not empty, and its form', async () => {
  const texts = [
    `<think>{}</think>${object()}`,
    `<think>{a}</think>${object()}`,
    object().replace('}', ', }'),
    object('[10, 10, 30]'),
    object('[1, null, [3], "4"]'),
    object('"four"', '"é\\n"', '"\\u00e9b"'),
    object().replace('bbox', 'BBox'),
    object().replaceAll('points', 'point'),
    object().replace('"bbox"', '"bbox_points"'),
    object('null').replace('}', ', "bbox": [10, 10, 30, 30]}'),
    object('[1]').replace('}', ', "my_bbox_point": [1, 2]}'),
    '{"points_1": [1, 2], "bbox": [1, 2, 3, 4]}',
    '{"a": 1}',
    object().slice(0, -1),
    '{ }',
    '',
  ];
  expect(await part(0, texts)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(await part(0, texts, { any_key: 1 })).toEqual([1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
});

it('takes the first two keys for points, and for the form not that of the box', async () => {
  const keyed = (...keys: readonly string[]) =>
    `{${keys.map((key) => `"${key}": ${{ b: '[10, 10, 30, 30]', n: '[15, 15]', f: '[90, 90]' }[key[0]!]}`).join(', ')}}`;
  const texts = [
    keyed('bbox', 'n_points', 'near_Points', 'far_points'),
    keyed('bbox', 'far_point', 'n_points', 'near_Points'),
    keyed('bbox', 'far_points', 'n_points', 'near_Points'),
    keyed('n_points', 'bbox', 'near_point'),
    keyed('bbox', 'near_points', 'bbox_points'),
  ];
  expect(await part(3, texts, { any_key: 1, point_distance: 11 })).toEqual([1, 1, 0, 0, 1]);
  expect(await part(3, texts, { any_key: 0, point_distance: 11 })).toEqual([0, 0, 0, 0, 0]);
});

it('measures corners and points', async () => {
  // Fractions that float32 holds, so that a difference of exactly 3 is one.
  const square = { boxes: [[0.25, 0.25, 0.75, 0.75] as const] };
  const corners = ['25, 25, 75, 75', '28, 28, 78, 77.9', '28, 28, 78, 78', '75, 75, 25, 25', '25, 25, true, 75'];
  const squares = corners.map((box) => object(`[${box}]`));
  expect(await scores('boxWithPoints', square, squares, { knobs: { part: 2, corner_error: 3 } })).toEqual([
    1, 1, 0, 0, 0,
  ]);
  const points = [
    object(),
    object(undefined, '[25, 25]', '[15, 15]'),
    object(undefined, '[15, 15]', '[30, 29]'),
    object(undefined, '[15.9, 15.9]', '[30.9, 29.9]'),
    object(undefined, '[15, 15]', '[30, 31]'),
    object('[-1, -1, 30, 30]', '[-0.9, 15]', '[25, 25]'),
    object(undefined, '[15, 15, "x"]', '[25, 25]'),
    object(undefined, '[15, null]', '[25, 25]'),
    object('[10, 10, 30]'),
    object('[10, "10", 30, 30]'),
  ];
  // The third: half of √(25 + 16) = 3.2016; the sixth: half of 15.
  const near = { part: 3, point_distance: 3.21 };
  expect(await part(3, points, near)).toEqual([1, 1, 1, 1, 0, 0, 1, 0, 0, 0]);
  expect(await part(3, points, { point_distance: 7.51 })).toEqual([1, 1, 1, 1, 0, 1, 1, 0, 0, 0]);
  expect((await part(3, points, { point_distance: 3.2 }))[2]).toBe(0);
  const unknown = { boxes: truth.boxes };
  expect(await scores('boxWithPoints', unknown, points.slice(0, 1), { knobs: { part: 3 } })).toEqual([0]);
  expect(await scores('boxWithPoints', {}, points.slice(0, 1), { knobs: { part: 1 } })).toEqual([0]);
});

it('counts the pixels of an overlap, but none where it is one pixel wide or high', async () => {
  const { below } = randomInputs();
  // Fractions of the truth that float32 holds: 25 and 50 of 100.
  const known = { boxes: [[0.25, 0.25, 0.5, 0.5] as const] };
  const own = [25, 25, 50, 50] as const;
  const side = (low: number) => [low, low + below(34)] as const;
  const drawn = Array.from({ length: 150 }, () => {
    const [[x0, x1], [y0, y1]] = [side(12 + below(24)), side(12 + below(24))];
    return [x0, y0, x1, y1];
  });
  const boxes = [[30, 25, 30, 50], [25, 50, 50, 55], [50, 25, 51, 50], [49, 25, 51, 50], [25, 30, 50, 30], ...drawn];
  const pixels = ([x0, y0, x1, y1]: readonly number[]) => {
    const found = new Set<number>();
    for (let x = x0!; x <= x1!; x++) for (let y = y0!; y <= y1!; y++) found.add(100 * x + y);
    return found;
  };
  const expected = boxes.map((box) => {
    const [a, b] = [pixels(box), pixels(own)];
    const both = [...a].filter((pixel) => b.has(pixel));
    const columns = new Set(both.map((pixel) => Math.floor(pixel / 100))).size;
    const isThin = columns < 2 || both.length / columns < 2;
    return !isThin && both.length / (a.size + b.size - both.length) > 0.0321 ? 1 : 0;
  });
  const texts = boxes.map((box) => object(`[${box.join(', ')}]`));
  const knobs = { part: 1, iou_threshold: 0.0321 };
  expect(await scores('boxWithPoints', known, texts, { knobs })).toEqual(expected);
  expect(new Set(expected).size).toBe(2);
});

it('agrees with its reference', async () => {
  await checkReward('boxWithPoints', { part: 3 });
});
