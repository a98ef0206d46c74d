// What: boxes on evidence and distractors: repairs, order by confidence, the contrast, and masked evidence.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const truth = {
  boxes: [[0.1, 0.1, 0.3, 0.3] as const, [0.5, 0.5, 0.9, 0.9] as const],
  labels: ['evidence', 'distractor'],
};
const box = (corners: string, confidence = '0.9') => `{'Position': [${corners}], 'Confidence': ${confidence}}`;
const drawn = (...items: string[]) => `<bbox>[${items.join(', ')}]</bbox>`;
const masked = (value: number) => constantSignals('prompt', { 'tag/masked': value });
const score = (texts: readonly string[], value = 0, knobs = {}) =>
  scores('evidenceBoxes', truth, texts, { knobs, signals: masked(value) });

const good = box('10, 10, 30, 30');
const texts = [
  drawn(good),
  drawn(box('50, 50, 90, 90')),
  drawn(good, box('50, 50, 90, 90')),
  drawn(good, good),
  drawn(good, box('1, 1, 2, 2')),
  drawn(box('10, 10, 30, 20')),
  `<bbox>[[${good}]]</bbox>`,
  `<bbox>[${good}, {'Position': [1, 2</bbox>`,
  `<bbox>[${good.slice(0, -1)}</bbox>`,
  `<bbox>\n[${good}]</bbox>`,
  drawn('[10, 10, 30, 30]'),
  drawn("{'Position': [10, 10, 30, 30]}"),
  drawn(box('10, 10, 30')),
  '<bbox>unknown</bbox>',
  drawn(),
  '',
];

it('reads what can be repaired and pays the contrast', async () => {
  expect(await score(texts)).toEqual([1, -1, 0, 1, 0.5, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
});

it('pays no box where the evidence is masked', async () => {
  expect(await score(texts, 1)).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, -1, -1, -1, 1, 1, 1]);
  expect(await score([`${drawn(good)} Unknown`, `[${good}]`, `x [${good}]`], 1)).toEqual([1, -1, 1]);
});

it('takes the boxes of the grammar', async () => {
  const own = [
    '<box>10 10 30 30</box>',
    '<box>50 50 90 90</box>',
    '',
    '<box>10 10 30 30</box><answer>cannot tell</answer>',
  ];
  expect(await score(own, 0, { listed: 0 })).toEqual([1, -1, 0, 1]);
  expect(await score(own, 1, { listed: 0 })).toEqual([-1, -1, 1, 1]);
});

it('lets boxes choose in the order of their confidence', async () => {
  const { below } = randomInputs();
  const only = { boxes: [[0.1, 0.1, 0.5, 0.5] as const, [0.1, 0.1, 0.5, 0.45] as const] };
  const lists = Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + below(4) }, (_, i) => ({ y: 40 + 2 * below(6), confidence: below(3) / 2, i })),
  );
  const overlap = (a: number, b: number) => (Math.min(a, b) - 10) / (Math.max(a, b) - 10);
  const expected = lists.map((list) => {
    const seen = list.filter(({ y }, i) => list.findIndex((other) => other.y === y) === i);
    const free = [50, 45];
    let sum = 0;
    for (const confidence of [1, 0.5, 0]) {
      for (const { y } of seen.filter((own) => own.confidence === confidence)) {
        const [best] = free.map((side) => overlap(side, y)).sort((a, b) => b - a);
        if (best === undefined || best <= 0.5) continue;
        sum += best;
        free.splice(
          free.findIndex((side) => overlap(side, y) === best),
          1,
        );
      }
    }
    return Math.round((sum / Math.max(2, seen.length)) * 1e5) / 1e5;
  });
  const own = lists.map((list) =>
    drawn(...list.map(({ y, confidence }) => box(`10, 10, 50, ${y}`, String(confidence)))),
  );
  expect(new Set(expected).size).toBeGreaterThan(8);
  expect(await scores('evidenceBoxes', only, own, { signals: masked(0) })).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('evidenceBoxes', { listed: 0 });
});
