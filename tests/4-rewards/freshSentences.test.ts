// What: sentences that are said again: the table, and a count in a map over random pieces.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

it('allows one repeated sentence', async () => {
  const texts = [
    '',
    'a. b. c',
    'a. a. b',
    'a. b. a. c. b',
    'a.a.a',
    'A. a. a',
    '1.5 and 1.5 and 1.5 and',
    'é.\u00a0é .\té.',
    '...',
  ];
  expect(await scores('freshSentences', {}, texts)).toEqual([1, 1, 1, 0, 0, 1, 1, 0, 1]);
  expect(await scores('freshSentences', {}, texts, { knobs: { allowed: 0 } })).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1]);
});

it('is what a map counts', async () => {
  const { below } = randomInputs();
  const texts = Array.from({ length: 150 }, () =>
    Array.from({ length: below(9) }, () => ['a', 'b', ' ', 'c', ''][below(5)]!).join('.'),
  );
  const expected = texts.map((text) => {
    const seen = new Map<string, number>();
    for (const part of text.split('.')) seen.set(part.trim(), (seen.get(part.trim()) ?? 0) + 1);
    seen.delete('');
    return [...seen.values()].reduce((sum, count) => sum + count - 1, 0) < 2 ? 1 : 0;
  });
  expect(expected).toContain(0);
  expect(await scores('freshSentences', {}, texts)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('freshSentences', { allowed: 0 });
});
