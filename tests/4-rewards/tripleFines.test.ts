// What: fines for wrong and for missing triples, and how they go with the ladder.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { triples: [['2', 'color', 'red'] as const, ['5', 'size', 'small'] as const] };
const grammar = 'think_triples';
const texts = [
  '2, color, red; 5, size, small',
  '2, color, red',
  '',
  '7, color, red',
  '2, color, red; 5, size, small; 9, color, red',
  '0, color, red; 1, color, red; 2, color, red; 3, color, red; 5, color, red',
  '2, shape, cube; 5, size, small',
].map((item) => `<think>t</think><answer>${item}</answer>`);

it('fines what earns nothing and what is missing in number', async () => {
  expect(await scores('tripleFines', truth, texts, { grammar })).toEqual([0, -1, -2, -2, -1, -3, 0]);
  const more = { wrong_fine: -0.5, missing_fine: -3 };
  expect(await scores('tripleFines', truth, texts, { grammar, knobs: more })).toEqual([0, -3, -6, -3.5, -0.5, -1.5, 0]);
});

it('counts what is not fully right as wrong where asked, and doubles with one_to_one', async () => {
  const strict = await scores('tripleFines', truth, texts, { grammar, knobs: { only_exact: 1 } });
  expect(strict).toEqual([0, -1, -2, -2, -1, -4, -1]);
  const twice = ['<think>t</think><answer>2, color, red; 2, color, red</answer>'];
  expect(await scores('tripleFines', truth, twice, { grammar })).toEqual([0]);
  expect(await scores('tripleFines', truth, twice, { grammar, knobs: { one_to_one: 1 } })).toEqual([-1]);
});

it('leaves nothing to gain from listing more than there is', async () => {
  const more = Array.from({ length: 5 }, (_, n) => `${texts[0]!.slice(0, -9)}${'; 9, a, b'.repeat(n)}</answer>`);
  const ladder = await scores('tripleLadder', truth, more, { grammar });
  const fines = await scores('tripleFines', truth, more, { grammar });
  expect(ladder.map((value, n) => value + fines[n]!)).toEqual([10, 9, 8, 7, 6]);
});

it('agrees with its reference', async () => {
  await checkReward('tripleFines');
  await checkReward('tripleFines', { one_to_one: 1, only_exact: 1 }, 2e-6, grammar);
});
