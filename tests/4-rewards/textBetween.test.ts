// What: the shortest text around looks: a table, and pieces whose lengths are known by construction.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const look = '{"bbox_2d": [1, 2, 3, 4]}';

it('measures pieces without white space at their ends', async () => {
  const texts = [
    `abc ${look} de`,
    `abc ${look}${look} de`,
    `${look} de`,
    `abc ${look} x ${look} de`,
    'ab  \n cd<answer>x</answer>',
    `<think>abc${look}</think>de<answer>`,
    '{"bbox_2d": [1], "label": 2} a',
    '',
    `é${look}日本`,
  ];
  const knobs = { most: 1 };
  expect(await scores('textBetween', {}, texts, { knobs })).toEqual([0.02, 0.02, 0, 0.01, 0.05, 0.02, 0.3, 0, 0.01]);
  expect(await scores('textBetween', {}, ['a'.repeat(30)])).toEqual([0.1]);
  const zooms = ['abc <zoom>1 2 3 4</zoom> de', '<zoom>1 2</zoom>', 'abc <zoom>1'];
  expect(await scores('textBetween', {}, zooms, { knobs: { ...knobs, by_zoom: 1 } })).toEqual([0.02, 0, 0.11]);
});

it('is the least of the lengths that the pieces were made with', async () => {
  const { below } = randomInputs();
  const made = Array.from({ length: 80 }, () => Array.from({ length: 1 + below(4) }, () => below(12)));
  const texts = made.map((lengths) =>
    lengths.map((length) => `${' '.repeat(below(3))}${'x'.repeat(length)}${'\n'.repeat(below(2))}`).join(look),
  );
  const expected = made.map((lengths) => {
    const counted = lengths.filter((length, i) => length > 0 || i === 0 || i === lengths.length - 1);
    return Math.round(Math.min(0.1, Math.min(...counted) / 100) * 1e5) / 1e5;
  });
  expect(await scores('textBetween', {}, texts)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('textBetween', { most: 1 });
  await checkReward('textBetween', { by_zoom: 1 });
});
