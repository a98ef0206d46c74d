// What: the page offers every trainer that there is a writer for, and every form of boxes.
import { expect, test } from 'vitest';
import { COORDINATES } from '../../src/export/exportedRun.ts';
import { TARGETS } from '../../src/export/target.ts';
import { BOX_FORMS, TRAINERS } from '../../src/store/share/continueOn.ts';

test('all of them', () => {
  expect([...TRAINERS].sort()).toEqual([...TARGETS.keys()].sort());
  expect([...BOX_FORMS].sort()).toEqual([...COORDINATES].sort());
});
