// What: replies of a judge that are a number, and those that are not.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('reads a reply that is a number and nothing else', async () => {
  const marks: Readonly<Record<string, number>> = {
    ...{ '5': 1, '0': 0, ' 4\n': 0.8, '2.5': 0.5, '.5': 0.1, '1.': 0.2, '+3': 0.6, '-1': -0.2, '- 1': -0.2, '1e1': 2 },
    ...{ True: 0.2, False: 0, '4 # out of 5': 0.8, '# a note\n4': 0.8, '7': 1.4, '00': 0 },
    ...{ '': 0, ' ': 0, five: 0, 'Score: 4': 0, '4/5': 0, '4 5': 0, '05': 0, '4%': 0, '4.5.': 0, '[4]': 0, '"4"': 0 },
    ...{ '4\n\n 5': 0, '\n 4': 0, nan: 0, inf: 0, '-': 0, '1e': 0 },
  };
  const found = await scores('judgeScore', {}, Object.keys(marks));
  expect(Object.fromEntries(Object.keys(marks).map((reply, i) => [reply, found[i]]))).toEqual(marks);
  expect(await scores('judgeScore', {}, ['5', '10'], { knobs: { most: 10 } })).toEqual([0.5, 1]);
});

it('agrees with its reference', async () => {
  await checkReward('judgeScore');
});
