// What: which number of a text is its score, and what happens where there is none.
import { expect, it } from 'vitest';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';
import { checkReward } from './rewardFixtures.ts';

async function read(texts: readonly string[], knobs: Readonly<Record<string, number>> = {}, step = 3) {
  const columns: number[][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = await parseTexts(compute, texts);
    const table = await scoreRewards(compute, {
      ...{ parsed, generations: texts.length, truths: [{}], signals: new Map(), seed: 11, step },
      uses: [{ name: 'answerScore', knobs }],
    });
    const { values, scorable } = table.columns[0]!;
    columns.push(Array.from(values, (value, r) => (scorable?.[r] === 0 ? NaN : value)));
  }
  expect(columns[0]).toEqual(columns[1]);
  return columns[0]!;
}

it('takes the first number of the last answer, or of the whole text', async () => {
  const texts = [
    '<think>1</think><answer>2</answer><answer>4.5</answer>',
    'I rate 4.25 out of 5',
    '<answer>4/5</answer>',
    '<answer>.5</answer>',
    '<answer>2,5</answer>',
    '<answer>-7</answer>',
    '<answer>about - 3.</answer>',
    '<answer>1<answer>2</answer>',
    '<answer>1</answer> 9 <answer>',
    '<Answer>8</Answer>',
    '<answer>3 and 4</answer> 5',
  ];
  expect(await read(texts)).toEqual([4.5, 4.25, 4, 5, 2, -7, 3, 1, 1, 8, 3]);
});

it('ends at a million, whatever a model counts up to: infinity would stop the run', async () => {
  const nines = '9'.repeat(45);
  const texts = [
    `<answer>${nines}</answer>`,
    `<answer>-${nines}.5</answer>`,
    '<answer>2000000</answer>',
    '<answer>-7e9</answer>',
  ];
  expect(await read(texts)).toEqual([1e6, -1e6, 1e6, -7]);
});

it('draws whole numbers of the scale where there is none, others at every step, or scores nothing', async () => {
  const texts = Array.from({ length: 400 }, () => '<answer>good</answer>');
  const drawn = await read(texts);
  expect([...new Set(drawn)].sort()).toEqual([1, 2, 3, 4, 5]);
  for (const score of [1, 2, 3, 4, 5]) expect(drawn.filter((one) => one === score).length).toBeGreaterThan(50);
  expect(await read(texts, {}, 4)).not.toEqual(drawn);
  expect(new Set(await read(texts, { lowest_score: -1, highest_score: 0 }))).toEqual(new Set([-1, 0]));
  // The last answer counts, even where an earlier one has a number.
  expect(await read(['', '<answer>3</answer><answer>x</answer>'], { draw_unreadable: 0 })).toEqual([NaN, NaN]);
});

it('agrees with its reference', async () => {
  await checkReward('answerScore');
});
