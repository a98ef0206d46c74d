// What: boxes with confidences: what is read and what is not, by hand; the order of confidence against a list that is gone through level by level.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { boxes: [[0.1, 0.1, 0.3, 0.3] as const, [0.5, 0.5, 0.9, 0.9] as const] };
const box = (corners: string, confidence = '0.9') => `{'Position': [${corners}], 'Confidence': ${confidence}}`;
const listed = (...items: string[]) => `<answer>[${items.join(', ')}]</answer>`;
const both = async (texts: readonly string[], known: object = truth, knobs = {}) => [
  await scores('boxConfidence', known, texts, { knobs }),
  await scores('boxConfidence', known, texts, { knobs: { ...knobs, part: 1 } }),
];

const good = box('10, 10, 30, 30');
const texts = [
  listed(good),
  listed(good, box('50, 50, 90, 90', '0.6')),
  listed(good, box('1, 1, 2, 2', '0.3')),
  listed(good, box('10, 10, 30, 30', '0.1')),
  listed(box('10, 10, 30, 20')),
  listed(box('10, 10, 30, 20.1', '3')),
  listed(box('30, 30, 10, 10', '-1')),
  `[${good}]`,
  `<answer>[[${good}]]</answer>`,
  `<answer>[${good}, {'Position': [1, 2</answer>`,
  `<answer>\n[${good}]\n</answer>`,
  `<think>${good}</think>`,
  listed("{'Position': [10, 10, 30, 30]}"),
  listed(good, "{'Confidence': 0.5}"),
  listed(box('10, 10, 30')),
  listed(good, box('50, 50, 90, 90'), box('1, 2, 3', '0.3')),
  listed(good, box('50, 50, 90, 90'), box('1, 2, 3', '0.95')),
  listed(),
  '<answer>none</answer>',
];

it('pays the overlap, and honest confidences', async () => {
  const [overlap, honest] = await both(texts);
  // Position 5: 0.505 of a box that is found, at a confidence of 3; position 15: two of three found, the third is never compared.
  expect(overlap).toEqual([0.5, 1, 0.5, 0.5, 0, 0.2525, 0, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0.66667, 0, 0, 0]);
  expect(honest).toEqual([0.9, 0.75, 0.8, 0.9, 0.1, 1, 1, 0.9, 0.9, 0.9, 0, 0, 0, 0, 0, 0.83333, 0, 0, 0]);
});

it('pays doubt where there is nothing to find', async () => {
  expect(await both([listed(good), listed(box('1, 1, 2, 2', '0.2'))], { boxes: [] })).toEqual([
    [0, 0],
    [0.1, 0.8],
  ]);
});

it('lets boxes choose in the order of their confidence', async () => {
  const { below } = randomInputs();
  const known = { boxes: [[0.1, 0.1, 0.5, 0.5] as const, [0.1, 0.1, 0.5, 0.45] as const] };
  const lists = Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + below(4) }, () => ({ y: 40 + 2 * below(6), confidence: below(3) / 2 })),
  );
  const overlap = (a: number, b: number) => (Math.min(a, b) - 10) / (Math.max(a, b) - 10);
  const expected = lists.map((list) => {
    const seen = list.filter(({ y }, i) => list.findIndex((other) => other.y === y) === i);
    const free = [50, 45];
    let [sum, honest] = [0, 0];
    for (const level of [1, 0.5, 0]) {
      for (const { y, confidence } of seen.filter((own) => own.confidence === level)) {
        const [best] = free.map((side) => overlap(side, y)).sort((a, b) => b - a);
        const hits = best !== undefined && best > 0.9013;
        sum += hits ? best : 0;
        honest += hits ? confidence : 1 - confidence;
        const place = free.findIndex((side) => overlap(side, y) === best);
        if (hits) free.splice(place, 1);
      }
    }
    return [sum / Math.max(2, seen.length), honest / seen.length].map((value) => Math.round(value * 1e5) / 1e5);
  });
  const own = lists.map((list) =>
    listed(...list.map(({ y, confidence }) => box(`10, 10, 50, ${y}`, String(confidence)))),
  );
  const [sums, honest] = await both(own, known, { iou_threshold: 0.9013 });
  expect(sums).toEqual(expected.map(([sum]) => sum));
  expect(honest).toEqual(expected.map((one) => one[1]));
  expect(new Set(sums).size).toBeGreaterThan(5);
});

it('agrees with its reference', async () => {
  await checkReward('boxConfidence', { part: 1 });
});
