// What: boxes on pages: a table by hand, and counting by grid on random boxes.
import { expect, it } from 'vitest';
import type { Truth } from '../../src/4-rewards/types.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const taken = (page: string, boxes: unknown) => `<select>${page}</select><bbox>${JSON.stringify(boxes)}</bbox>`;
const score = (truth: Truth, texts: readonly string[], knobs = {}) => scores('regionF1', truth, texts, { knobs });
const one = [100, 100, 200, 200] as const;

it('compares the boxes of each page that was taken', async () => {
  const truth: Truth = { boxes: [one, [0, 0, 10, 10]], labels: ['doc_3', 'doc_4'] };
  const texts = [
    taken('/x/doc_3.jpg', [one]),
    taken('doc_3', []),
    taken('doc_5', []),
    taken('doc_5', [one]),
    taken('doc_3', [[100, 100, 200, 150]]),
    taken('doc_3', [[100, 100, 200, 149]]),
    taken('doc_3', [one, one]),
    taken('doc_3', [[1, 2, 3], 'x', one, [1, 2, 3, '4'], null]),
    taken('doc_3', { a: one }),
    `${taken('doc_3', [one])}${taken('doc_4', [])}`,
    `<bbox>[[0,0,1,1]]</bbox>${taken('doc_3', [one])}<bbox>[]</bbox>`,
    '<select>doc_3</select><bbox>[[100,100,200,200]</bbox>',
    '<select>doc_5</select>',
    '<bbox>[[100,100,200,200]]</bbox>',
    '',
  ];
  expect(await score(truth, texts)).toEqual([1, 0, 1, 0, 1, 0, 0.66667, 0.33333, 0, 0.5, 1, 0, 1, 0, 0]);
  expect(await score(truth, texts.slice(5, 6), { iou_threshold: 0.49 })).toEqual([1]);
  const whole: Truth = { ...truth, facts: [{ text: 'doc_3', kind: 'whole' }, 'doc_4'] };
  expect(await score(whole, texts.slice(0, 2))).toEqual([0, 1]);
  const near: Truth = { boxes: [one, [100, 100, 200, 190]], labels: ['doc_3', 'doc_3'] };
  expect(await score(near, [taken('doc_3', [one]), taken('doc_3', [one, one, [0, 0, 1, 1]])])).toEqual([1.33333, 0.8]);
  // Corners the other way round: their area is negative.
  expect(await score(truth, [taken('doc_3', [[200, 200, 100, 100]])])).toEqual([0]);
});

it('is what counting squares says, on random boxes', async () => {
  const { below } = randomInputs();
  const box = () => {
    const [x, y] = [below(5), below(5)];
    return [x, y, x + 1 + below(4), y + 1 + below(4)] as const;
  };
  const squares = ([x0, y0, x1, y1]: readonly number[]) =>
    Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)] as const)
      .filter(([x, y]) => x >= x0! && x < x1! && y >= y0! && y < y1!)
      .map(String);
  for (let round = 0; round < 10; round++) {
    const boxes = Array.from({ length: 1 + below(4) }, box);
    const written = Array.from({ length: 6 }, () => Array.from({ length: 1 + below(4) }, box));
    const expected = written.map((own) => {
      const hits = boxes.filter((wanted) => {
        const cells = squares(wanted);
        return own.some((other) => {
          const both = squares(other).filter((cell) => cells.includes(cell)).length;
          return 2 * both >= cells.length + squares(other).length - both;
        });
      }).length;
      return hits === 0 ? 0 : 2 / (boxes.length / hits + own.length / hits);
    });
    const found = await score(
      { boxes, labels: boxes.map(() => 'p') },
      written.map((own) => taken('p', own)),
    );
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
  }
});

it('agrees with its reference', async () => {
  await checkReward('regionF1');
});
