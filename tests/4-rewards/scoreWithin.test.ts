// What: scores within a tolerance, alone or behind their key, against decimals counted in hundredths.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const keyed = { keyed: 1 };

it('compares strictly, where the decimals say so exactly', async () => {
  const texts = ['3.5', '3.84', '3.85', '3.15', '3.16', '4', '9', '3.', '.5', '', 'about 3.5', '3.5.1', '-3.5'].map(
    (text) => `<answer> ${text}\n</answer>`,
  );
  expect(await scores('scoreWithin', { answer: '3.5' }, texts)).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  const more = { tolerance: 0.500001 };
  expect(await scores('scoreWithin', { answer: '3.5' }, texts, { knobs: more })).toEqual([
    1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0,
  ]);
  expect(await scores('scoreWithin', { answer: '-0.25' }, ['<answer>0.05</answer>', '<answer>0.2</answer>'])).toEqual([
    1, 0,
  ]);
  // Not scored, which counts as 0 here.
  expect(await scores('scoreWithin', { answer: 'blur' }, ['<answer>3</answer>'])).toEqual([0]);
});

it('reads what stands behind the key in the first block', async () => {
  const texts = [
    '<answer>{"rating": 3.50}</answer>',
    '<answer>\n"rating"\n:\t3.5 or so</answer>',
    '<answer>{"rating": "3.5"}</answer>',
    '<answer>{"Rating": 3.5}</answer>',
    '<answer>{"rating": null, "rating": 3.5}</answer>',
    '<answer>{"rating": 3.5.1}</answer>',
    '<answer>{"rating": -3.5}</answer>',
    '<answer>{"rating": 1}</answer><answer>{"rating": 3.5}</answer>',
    '{"rating": 3.5}',
    '<answer>3.5</answer>',
    '<answer>{"rating"</answer>',
    '<answer>{"rating":</answer>',
  ];
  expect(await scores('scoreWithin', { answer: '3.5' }, texts, { knobs: keyed })).toEqual([
    1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

it('is what counting hundredths finds', async () => {
  const { below } = randomInputs();
  for (let round = 0; round < 4; round++) {
    // Odd numbers of thousandths are never exactly 0.35 away.
    const truth = 1 + below(400) / 100;
    const thousandths = Array.from({ length: 60 }, () => 1001 + 2 * below(2000));
    const texts = thousandths.map((value) => `<answer>{"rating": ${value / 1000}}</answer>`);
    const expected = thousandths.map((value) => (Math.abs(value - Math.round(truth * 1000)) < 350 ? 1 : 0));
    expect(await scores('scoreWithin', { answer: truth.toFixed(2) }, texts, { knobs: keyed })).toEqual(expected);
  }
});

it('agrees with its reference', async () => {
  await checkReward('scoreWithin');
  await checkReward('scoreWithin', { tolerance: 3.123 });
});
