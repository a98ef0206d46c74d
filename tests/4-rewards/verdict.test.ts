// What: replies of a judge, one table for every form; what decides nothing is not scorable and shows as null.
import { expect, it } from 'vitest';
import { NOT_SCORABLE } from '../../shaders/4-rewards/prelude.ref.ts';
import { checkReward, scores } from './rewardFixtures.ts';

it('reads what a judge has decided', async () => {
  const read = async (replies: readonly string[], form: number) =>
    (await scores('verdict', {}, replies, { knobs: { form } })).map((value) =>
      value < -1 || value === NOT_SCORABLE ? null : value,
    );
  expect(await read(['1', ' 1\n', '0', '10', 'Judgement: 10', 'Judgement: 1 Judgement: 0', 'yes', ''], 0)).toEqual([
    1, 1, 0, 0, 1, 0, 0, 0,
  ]);
  const replies = ['TRUE', 'false', 'It is True.', 'true ## Equivalence Judgement\nFALSE'];
  expect(await read(replies, 1)).toEqual([1, 0, 1, 0]);
  expect(await read(['1.0', ' 0.0 ', '11.0', 'no'], 2)).toEqual([1, 0, 1, 0]);
  const blocks = [
    'True',
    'x <judge>false</judge>',
    '<judge>\nFalse, not True</judge>',
    '<judge>TRUE</judge>',
    '<judge>true',
  ];
  const judged = ['<judge>untrue</judge>', '<judge>False</judge><judge>True</judge>'];
  expect(await read([...blocks, ...judged], 3)).toEqual([0, 0, 1, 0, 0, 1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('verdict');
});
