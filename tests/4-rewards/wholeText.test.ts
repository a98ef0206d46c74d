// What: the whole completion is the label, byte for byte.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('pays the bare label alone', async () => {
  const texts = ['zebra', 'ZEBRA', 'zebra\n', ' zebra', 'a zebra', '<answer>zebra</answer>', '', 'zebr'];
  const expected = [1, 0, 0, 0, 0, 0, 0, 0];
  for (const answer of ['zebra', ' zebra\n', '<answer> zebra </answer>'])
    expect(await scores('wholeText', { answer }, texts)).toEqual(expected);
  expect(await scores('wholeText', {}, ['', 'zebra'])).toEqual([0, 0]);
  expect(await scores('wholeText', { answer: 'Löwe' }, ['Löwe', 'löwe'])).toEqual([1, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('wholeText');
});
