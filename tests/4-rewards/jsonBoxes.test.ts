// What: looks that are asked for in JSON or with the tags of the grammar; broken, nested and foreign pieces.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants one look at least and none in the wrong form', async () => {
  const texts = [
    'a {"bbox_2d": [1, 2, 3, 4]} b',
    '{"bbox_2d": [1, 2, 3, 4]}{"bbox_2d": [1, 2, 3, 4]}',
    '{"a": 1} {"bbox_2d": "x", "label": "car"}',
    '{"bbox_2d": [1, 2, }',
    '{"bbox_2d": [1]} {"bbox": [1]}',
    '{"bbox_2d": {"a": 1}}',
    '{"bbox_2d": [1]',

    '{}',
    '',
  ];
  expect(await scores('jsonBoxes', {}, texts)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const zooms = ['<zoom>1 2 3 4</zoom>', '<zoom>1 2 3</zoom>', '<zoom>1 2 3 4</zoom><zoom>5 6</zoom>', 'a'];
  expect(await scores('jsonBoxes', {}, zooms, { knobs: { json: 0 } })).toEqual([1, 0, 0, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('jsonBoxes');
  await checkReward('jsonBoxes', { json: 0 });
});
