// What: boxes with labels in a fence: what is read, how it is weighed, and the matches against pairs that are sorted once.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { areScored, checkReward, scores } from './rewardFixtures.ts';

const truth = {
  boxes: [[0.25, 0.25, 0.5, 0.5] as const, [0.5, 0.5, 0.75, 0.75] as const],
  labels: ['cat', 'Dog'],
};
const thing = (box: string, label = '"cat"') => `{"bbox_2d": [${box}], "label": ${label}}`;
const fenced = (...things: string[]) => `<answer>\`\`\`json\n[${things.join(', ')}]\n\`\`\`</answer>`;
const cat = thing('25, 25, 50, 50');
const dog = thing('50, 50, 75, 75', '"dog"');

it('weighs places, labels, and what is missing or too much', async () => {
  const texts = [
    fenced(cat, dog),
    fenced(dog, cat),
    fenced(cat),
    fenced(cat, dog, thing('0, 0, 9, 9')),
    fenced(thing('25, 25, 50, 50', '"dog"'), dog),
    fenced(thing('25, 25, 50, 38'), dog),
    fenced(thing('25, 25, 50, 37'), dog),
    fenced(cat, cat),
    fenced(thing('0, 0, 9, 9')),
    fenced(),
    'none',
  ];
  // 0.7 · places / 2 + 0.3 · (1 − (missed / 2 + too many / listed) / 2)
  const expected = [1, 1, 0.35 + 0.225, 0.95, 0.35 + 0.3, 0.7 * 0.76 + 0.3, 0.35 + 0.15, 0.35 + 0.15, 0, 0, 0];
  const rounded = expected.map((value) => Math.round(value * 1e5) / 1e5);
  expect(await scores('detectionScore', truth, texts)).toEqual(rounded);
  const knobs = { position_weight: 0, label_weight: 1, whole_weight: 0.5 };
  expect((await scores('detectionScore', truth, texts, { knobs })).slice(2, 6)).toEqual(
    [0.5 + 0.375, 1 + 0.5 * (5 / 6), 0.5 + 0.5, 1.5].map((value) => Math.round((value / 1.5) * 1e5) / 1e5),
  );
  expect(await scores('detectionScore', { boxes: [] }, texts.slice(8))).toEqual([0, 1, 1]);
});

it('reads what JSON.parse reads in the fence of the last answer', async () => {
  const texts = [
    `<answer>x</answer>${fenced(cat, dog)}`,
    `${fenced(cat, dog)}<answer>x</answer>`,
    fenced(cat, dog).replaceAll(/<.?answer>/g, ''),
    fenced(cat, dog).replace('json', 'JSON').replaceAll('bbox', 'BBox').replace('"cat"', '"C\\u0041T"'),
    fenced(cat, dog).replace('json', ''),
    fenced(`${cat},`, dog),
    fenced(cat, dog).replace('[{', '{'),
    fenced(thing('25, 25, 50, 50, "x"'), thing('50, 50, 75, 75', '"DO\\u0047"')),
    fenced(thing('25, 25, 50'), thing('50, 50, 75, "75"'), thing('25, "25", 50, 50, 50')),
    fenced(`{"label": "dog", ${cat.slice(1)}`, '{"x": {"bbox_2d": [50, 50, 75, 75]}, "label": "dog"}'),
    fenced(cat, '{"bbox_2d": [50, 50, 75, 75]}'),
    fenced('5', cat),
  ];
  expect(await scores('detectionScore', truth, texts)).toEqual([1, 0, 1, 1, 0, 0, 0, 1, 0, 0.5, 0.65, 0.5]);
  // Published code fails where the first match has no label.
  const nameless = '{"bbox_2d": [25, 25, 50, 50]}';
  const both = [fenced(nameless, dog), fenced(dog, nameless)];
  expect(await areScored('detectionScore', truth, both)).toEqual([false, true]);
  expect(await scores('detectionScore', { boxes: [] }, texts.slice(4, 8))).toEqual([1, 1, 1, 0]);
});

it('matches as pairs that are sorted once', async () => {
  // Always the same: a value halfway between two roundings would tell float32 from float64.
  const { below } = randomInputs(7);
  const square = () => {
    const [x, y] = [20 + 3 * below(5), 20 + 3 * below(5)];
    return [x, y, x + 24 + 3 * below(3), y + 24] as const;
  };
  const truths = [square(), square(), square()];
  const lists = Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + below(4) }, () => ({ box: square(), label: below(3) })),
  );
  const overlap = (a: readonly number[], b: readonly number[]) => {
    const [wide, high] = [0, 1].map((k) => Math.min(a[k + 2]!, b[k + 2]!) - Math.max(a[k]!, b[k]!)) as [number, number];
    const area = ([x0, y0, x1, y1]: readonly number[]) => (x1! - x0!) * (y1! - y0!);
    const both = wide > 1 && high > 1 ? wide * high : 0;
    return both / (area(a) + area(b) - both);
  };
  const expected = lists.map((list) => {
    const pairs = list.flatMap(({ box, label }, i) =>
      truths.map((own, j) => ({ i, j, label, value: overlap(box, own) })),
    );
    pairs.sort((a, b) => b.value - a.value || a.i - b.i || a.j - b.j);
    const [used, found] = [new Set<number>(), new Set<number>()];
    let sum = 0;
    for (const { i, j, label, value } of pairs) {
      if (used.has(i) || found.has(j) || value < 0.4321) continue;
      used.add(i);
      found.add(j);
      sum += label === j ? value : 0;
    }
    const whole = 1 - ((3 - found.size) / 3 + (list.length - used.size) / list.length) / 2;
    return Math.round(((0.7 * sum) / 3 + 0.3 * whole) * 1e5) / 1e5;
  });
  const known = {
    boxes: truths.map((box) => box.map((value) => value / 100) as unknown as (typeof truths)[number]),
    labels: ['0', '1', '2'],
  };
  const texts = lists.map((list) => fenced(...list.map(({ box, label }) => thing(box.join(', '), `"${label}"`))));
  const knobs = { iou_threshold: 0.4321 };
  expect(await scores('detectionScore', known, texts, { knobs })).toEqual(expected);
  expect(new Set(expected).size).toBeGreaterThan(10);
});

it('agrees with its reference', async () => {
  await checkReward('detectionScore');
});
