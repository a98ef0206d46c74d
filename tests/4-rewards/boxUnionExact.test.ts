// What: overlap of unions against the authors' code with shapely (satoriRewards.json: lists that Python reads or refuses, random
// boxes), against counting unit cells, and what must not change it; shader against twin.
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Box } from '../../src/1-image/types.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { parseTexts } from './completionFixtures.ts';
import { checkReward, scores } from './rewardFixtures.ts';

type Row = readonly [list: string, truth: readonly Box[], score: number];
const { boxes: rows } = JSON.parse(readFileSync('tests/4-rewards/satoriRewards.json', 'utf8')) as {
  readonly boxes: readonly Row[];
};

/** Every text with a truth of its own. */
async function each(compute: Compute, texts: readonly string[], truths: readonly (readonly Box[])[], grammar: string) {
  const parsed = await parseTexts(compute, texts, { grammar: grammarByName(grammar) });
  const knobs = { python_list: 1, area_epsilon: 1e-10 };
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, generations: 1, signals: new Map(), uses: [{ name: 'boxUnionExact', knobs }] },
    truths: truths.map((boxes) => ({ boxes: boxes.map((box) => box.map((x) => x / 100) as unknown as Box) })),
  });
  parsed.destroy();
  return columns[0]!;
}

describe.each(['bbox', 'box'])('a list in %s', (tag) => {
  const grammar = tag === 'bbox' ? 'caption_bbox_answer' : 'caption_box_answer';
  test.each(['shader', 'twin'])('scores what the authors’ code gives: %s', { timeout: 300_000 }, async (by) => {
    const compute = by === 'twin' ? new ReferenceCompute() : await testCompute();
    const texts = rows.map(([list]) => `<caption>a</caption><${tag}>${list}</${tag}><answer>b</answer>`);
    const { values } = await each(compute, texts, rows.map(([, truth]) => truth), grammar); // prettier-ignore
    for (const [i, [list, , score]] of rows.entries()) {
      expect(Math.abs(values[i]! - score), `${list}: ${values[i]}, not ${score}`).toBeLessThan(2e-6);
    }
  });
});

const PICTURE = [[20, 30, 60, 80] as const];
const list = (...boxes: readonly (readonly number[])[]) => `<bbox>${JSON.stringify(boxes)}</bbox>`;
const inTwin = async (texts: readonly string[], truth: readonly Box[] = PICTURE) =>
  (await each(new ReferenceCompute(), texts, texts.map(() => truth), 'caption_bbox_answer')); // prettier-ignore

test('order, repetition, cuts and turned corners of boxes change nothing', async () => {
  const { next, below } = randomInputs();
  const random = () => Array.from({ length: 4 }, () => below(100));
  for (let k = 0; k < 20; k++) {
    const boxes = Array.from({ length: 1 + below(5) }, random);
    const [x0, y0, x1, y1] = boxes[0] as [number, number, number, number];
    const cut = Math.min(x0, x1) + Math.round(Math.abs(x1 - x0) / 2);
    const texts = [
      list(...boxes),
      list(...[...boxes].sort(() => next() - 0.5)),
      list(...boxes, ...boxes),
      list([x1, y0, x0, y1], ...boxes.slice(1)),
      list([x0, y0, cut, y1], [cut, y0, x1, y1], ...boxes.slice(1)),
    ];
    const { values } = await inTwin(texts);
    for (const value of values) expect(value).toBeCloseTo(values[0]!, 6);
  }
});

test('is the share of unit cells, counted one by one', async () => {
  const { below } = randomInputs();
  const tidy = (): Box => {
    const [x, y] = [below(90), below(90)];
    return [x, y, x + 1 + below(100 - x), y + 1 + below(100 - y)];
  };
  const truths = Array.from({ length: 30 }, () => Array.from({ length: 1 + below(4) }, tidy));
  const found = truths.map(() => Array.from({ length: 1 + below(4) }, tidy));
  const { values } = await each(await testCompute(), found.map((own) => list(...own)), truths, 'caption_bbox_answer'); // prettier-ignore
  for (const [i, truth] of truths.entries()) {
    let [both, either] = [0, 0];
    for (let cell = 0; cell < 40_000; cell++) {
      const [x, y] = [cell % 200, Math.floor(cell / 200)];
      const isIn = (boxes: readonly Box[]) => boxes.some((b) => b[0] <= x && x < b[2] && b[1] <= y && y < b[3]);
      const [a, b] = [isIn(found[i]!), isIn(truth)];
      both += a && b ? 1 : 0;
      either += a || b ? 1 : 0;
    }
    expect(values[i]).toBeCloseTo(both / either, 5);
  }
});

it('takes whatever boxes the parser found without python_list; the epsilon counts in areas of the picture', async () => {
  const texts = [
    '<box>20 30 60 80</box>',
    '<box>20 30 40 80</box><box>40 30 60 80</box>',
    '<box>60 80 20 30</box>',
    '',
  ];
  const truth = { boxes: [[0.2, 0.3, 0.6, 0.8] as const] };
  expect(await scores('boxUnionExact', truth, texts)).toEqual([1, 1, 0, 0]);
  expect(await scores('boxUnionExact', truth, texts, { knobs: { area_epsilon: 0.2 } })).toEqual([0.5, 0.5, 0, 0]);
  expect(await scores('boxUnionExact', truth, texts, { knobs: { python_list: 1 } })).toEqual([0, 0, 0, 0]);
  expect(await scores('boxUnionExact', {}, texts)).toEqual([0, 0, 0, 0]);
});

test('more than 32 boxes are not scored', async () => {
  const many = (count: number) => list(...Array.from({ length: count }, () => [20, 30, 60, 80]));
  const { values, scorable } = await inTwin([many(32), many(33)]);
  expect(values[0]).toBeCloseTo(1, 6);
  expect([...scorable!]).toEqual([1, 0]);
  const shader = await each(await testCompute(), [many(32), many(33)], [PICTURE, PICTURE], 'caption_bbox_answer');
  expect([...shader.scorable!]).toEqual([1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxUnionExact', { area_epsilon: 1e-4 }, 5e-6);
});
