// What: a claim against the completion's own boxes: both axes, level boxes, missing ones, and all four words by turning the picture.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { labels: ['car', 'truck'] };
const text = (car: string, truck: string, answer: string) =>
  `<location>car: [${car}], truck: [${truck}]</location><think>t</think><answer>${answer}</answer>`;
const score = (texts: readonly string[], knobs = {}) => scores('boxRelation', truth, texts, { knobs });

it('pays the claim that the boxes support', async () => {
  const texts = [
    text('0, 0, 10, 10', '20, 0, 30, 40', 'left'),
    text('0, 0, 10, 10', '20, 0, 30, 40', 'The Left.'),
    text('0, 0, 10, 10', '20, 0, 30, 40', 'right'),
    text('40, 0, 50, 10', '20, 0, 30, 40', 'right'),
    text('40, 0, 50, 10', '20, 0, 30, 40', 'rights'),
    text('0, 0, 10, 10', '20, 0, 30, 40', 'left left'),
    text('10, 0, 20, 10', '0, 0, 30, 40', 'left'),
    '<location>car: [0, 0, 10, 10]</location><answer>left</answer>',
    text('0, 0, 10, 10', '20, 0, 30, 40', ''),
  ];
  expect(await score(texts)).toEqual([1, 1, 0, 1, 0, 0, 0, 0, 0]);
  expect(await score(texts, { claim: 1 })).toEqual([1, 1, 1, 0, 0, 1, 0, 0, 1]);
  expect(await score(texts, { claim: 2 })).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0]);
  const depth = [
    text('0, 0, 9, 50', '0, 0, 9, 40', 'near'),
    text('0, 0, 9, 30', '0, 0, 9, 40', 'far'),
    text('0, 0, 9, 30', '0, 0, 9, 40', 'near'),
  ];
  expect(await score(depth, { axis: 1 })).toEqual([1, 1, 0]);
  expect(await score(depth)).toEqual([0, 0, 0]);
});

it('changes its verdict when the picture is mirrored or the things are swapped', async () => {
  const corners = ['5, 0, 25, 9', '30, 0, 90, 9', '60, 0, 70, 9', '1, 0, 3, 9'];
  const mirrored = (box: string) => {
    const [x0, y0, x1, y1] = box.split(', ').map(Number);
    return [100 - x1!, y0, 100 - x0!, y1].join(', ');
  };
  const pairs = corners.flatMap((a) => corners.filter((b) => b !== a).map((b) => [a, b] as const));
  const left = await score(pairs.map(([a, b]) => text(a, b, 'left')));
  expect(left).toContain(1);
  expect(await score(pairs.map(([a, b]) => text(b, a, 'left')))).toEqual(left.map((value) => 1 - value));
  expect(await score(pairs.map(([a, b]) => text(mirrored(a), mirrored(b), 'right')))).toEqual(left);
});

it('takes the first two boxes where they have no names', async () => {
  const texts = [
    '<box>0 0 10 10</box><box>20 0 30 40</box><answer>left</answer>',
    '<box>0 0 10 10</box><answer>left</answer>',
  ];
  expect(await score(texts, { named: 0 })).toEqual([1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('boxRelation', { named: 0 });
  await checkReward('boxRelation', { axis: 1, claim: 1 });
});
