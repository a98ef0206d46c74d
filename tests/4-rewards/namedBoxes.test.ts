// What: boxes by the names of things: which entries are read, the two ways of being good, and a search by hand over random lists.
import { expect, it } from 'vitest';
import type { Box } from '../../src/1-image/types.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { labels: ['car', 'red truck'], boxes: [[0.1, 0.1, 0.3, 0.3] as const, [0.5, 0.5, 0.9, 0.9] as const] };
const located = (...texts: string[]) => texts.map((text) => `<location>${text}</location>`);
const score = (texts: readonly string[], knobs = {}) => scores('namedBoxes', truth, texts, { knobs });

it('finds things by their names', async () => {
  const texts = located(
    'car: [10, 10, 30, 30], red truck: [50, 50, 90, 90]',
    'The Red-Truck: [50,50,90,90]\n, a CAR:\u00a0[10,\n10,30, 30]',
    'car: [10, 10, 30, 30]',
    'car: [10, 10, 30, 30], car: [50, 50, 90, 90]',
    'car: [50, 50, 90, 90], bus: [1, 2, 3, 4], car: [10, 10, 30, 30]',
    'car: [10.0, 10, 30, 30], red truck: [50 , 50, 90, 90]',
    'at: car: [10, 10, 30, 30]',
    ': [10, 10, 30, 30]',
    'car: [-10, 10, 30, 30]',
    'car: [30, 30, 10, 10]',
    'car: [10, 10, 30, 30',
    '',
  );
  expect(await score(texts)).toEqual([1, 0.5, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0, 0, 0]);
  const last = [
    `${texts[0]}<location>car: [1, 1, 2, 2]</location>`,
    'car: [10, 10, 30, 30]',
    '<location>car: [10, 10, 30, 30]',
  ];
  expect(await score(last)).toEqual([0, 0, 0]);
  const asText = { answer: '<location>car: [10, 10, 30, 30], car: [0, 0, 9, 9]</location> left' };
  expect(await scores('namedBoxes', asText, located('car: [10, 10, 30, 30]', 'car: [0, 0, 9, 9]'))).toEqual([0, 1]);
  expect(await scores('namedBoxes', {}, texts)).toEqual(texts.map(() => 0));
});

it('measures the distance of the centres in halves of the written box', async () => {
  const texts = located(
    'car: [12, 10, 44, 30]',
    'car: [11, 10, 41, 30]',
    'car: [0, 0, 99, 99]',
    'car: [20, 20, 20, 30]',
  );
  const only = { labels: ['car'], boxes: [[0.1, 0.1, 0.3, 0.3] as const] };
  expect(await scores('namedBoxes', only, texts, { knobs: { centre: 1 } })).toEqual([0, 1, 0, 0]);
  const near = { labels: ['car'], boxes: [[0.4, 0.4, 0.5, 0.5] as const] };
  expect(await scores('namedBoxes', near, texts, { knobs: { centre: 1 } })).toEqual([0, 0, 1, 0]);
});

it('compares boxes in their order where they have no names', async () => {
  const texts = [
    '<box>10 10 30 30</box><box>50 50 90 90</box>',
    '<box>50 50 90 90</box><box>10 10 30 30</box>',
    '<box>10 10 30 30</box>',
  ];
  expect(await score(texts, { named: 0 })).toEqual([1, 0, 0.5]);
});

it('is what counting the shared cells of a grid finds', async () => {
  const { below } = randomInputs();
  const names = ['a1', 'b1', 'c1'];
  const box = (): Box => {
    const [x, y] = [below(6), below(6)];
    return [x, y, x + 1 + below(6), y + 1 + below(6)];
  };
  const cells = ([x0, y0, x1, y1]: Box) =>
    new Set(
      Array.from({ length: 144 }, (_, i) => [i % 12, Math.floor(i / 12)] as const)
        .filter(([x, y]) => x >= x0 && x < x1 && y >= y0 && y < y1)
        .map(String),
    );
  const boxes = names.map(box);
  const lists = Array.from({ length: 80 }, () =>
    Array.from({ length: below(5) }, () => [names[below(3)]!, below(2) ? boxes[below(3)]! : box()] as const),
  );
  const expected = lists.map((list) => {
    const good = names.filter((name, i) => {
      const own = list.findLast(([other]) => other === name);
      if (!own) return false;
      const [left, right] = [cells(own[1]), cells(boxes[i]!)];
      const both = [...left].filter((cell) => right.has(cell)).length;
      return both / (left.size + right.size - both) > 0.49; // 0.5 itself would hang on the last bit of a float32
    });
    return Math.round((good.length / 3) * 1e5) / 1e5;
  });
  expect(new Set(expected).size).toBeGreaterThan(2);
  const texts = located(...lists.map((list) => list.map(([name, own]) => `${name}: [${own.join(', ')}]`).join(', ')));
  const scaled = boxes.map((own) => own.map((value) => value / 100) as unknown as Box);
  expect(await scores('namedBoxes', { labels: names, boxes: scaled }, texts, { knobs: { threshold: 0.49 } })).toEqual(
    expected,
  );
});

it('agrees with its reference', async () => {
  await checkReward('namedBoxes');
  await checkReward('namedBoxes', { named: 0, centre: 1 });
});
