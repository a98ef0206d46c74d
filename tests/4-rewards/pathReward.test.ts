// What: the hierarchy of P2S, by a table of every case; the golden cases (tests/golden/systems/p2s.ts) hold whole groups.
import { expect, it } from 'vitest';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

const CASES = [
  // right, form, solved, score → outcome or path
  [0, 1, 0, -2.5, -2.5],
  [0, 1, 0, 0.25, 0.25],
  [1, 1, 1, -2.5, 1],
  [0, 1, 1, 3, 0],
  [1, 0, 0, 3, -1],
  [0, 0, 1, 3, -1],
  [0, 0, 0, 3, -1],
] as const;
const scored = async (knobs: Readonly<Record<string, number>> = {}, step = 0) =>
  signalScores('pathReward', {
    generations: 1,
    signals: {
      ...{ right: CASES.map(([right]) => right), form: CASES.map(([, form]) => form) },
      ...{ solved: CASES.map((row) => row[2]), score: CASES.map((row) => row[3]) },
    },
    knobs,
    step,
  });

it('pays the form first, then the outcome where somebody is right, and else the way', async () => {
  expect(await scored()).toEqual(CASES.map((row) => row[4]));
  expect(await scored({ path_weight: 2, wrong_format: -3 })).toEqual([-5, 0.5, 1, 0, -3, -3, -3]);
});

it('without the weight of the way it is the outcome alone', async () => {
  expect((await scored({ path_weight: 0 })).map((value) => value + 0)).toEqual([0, 0, 1, 0, -1, -1, -1]);
});

it('begins with the form alone', async () => {
  const knobs = { cold_start_steps: 2 };
  for (const step of [0, 1]) expect(await scored(knobs, step)).toEqual([1, 1, 1, 1, 0, 0, 0]);
  expect(await scored(knobs, 2)).toEqual(CASES.map((row) => row[4]));
});

it('agrees with its reference', async () => {
  await checkReward('pathReward');
  await checkReward('pathReward', { cold_start_steps: 10 });
});
