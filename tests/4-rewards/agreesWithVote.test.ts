// What: the vote as a reward.
import { expect, it } from 'vitest';
import { signalScores } from './signalScores.ts';

it('pays those who agree', async () => {
  const vote = [1, 0, 0, 1, 1, 0];
  expect(await signalScores('agreesWithVote', { generations: 3, signals: { vote } })).toEqual(vote);
});
