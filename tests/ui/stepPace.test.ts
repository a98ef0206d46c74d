// What: how far the stage under way is, and how long it will take.
import { expect, test } from 'vitest';
import { paceOf, secondsSoFar, stageUnderWay } from '../../src/ui/pipeline/stepPace.ts';

const told = (done: number, total: number) => ({ stage: '3-rollouts' as const, done, total });
const report = (step: number, seconds: number) => ({ step, seconds, summary: {} });

test('the stage under way follows the last one, unless the engine names it', () => {
  expect(stageUnderWay(null, null)).toBe('1-image');
  expect(stageUnderWay('2-policy', null)).toBe('3-rollouts');
  expect(stageUnderWay('9-curves', null)).toBe('1-image');
  // A second update on the same answers goes from stage 8 to stage 2.
  expect(stageUnderWay('8-update', { stage: '7-gradient', done: 1, total: 2 })).toBe('7-gradient');
});

test('the step under way counts its own stages only', () => {
  const reports = { '1-image': report(2, 1), '2-policy': report(2, 3), '3-rollouts': report(1, 50) };
  expect(secondsSoFar('2-policy', reports)).toBe(4);
  expect(secondsSoFar('9-curves', { ...reports, '9-curves': report(2, 1) })).toBe(0);
  expect(secondsSoFar(null, {})).toBe(0);
});

test('told: by its speed, or by the step before where that is sooner', () => {
  expect(paceOf(4, told(10, 40), undefined)).toEqual({ share: 0.25, secondsLeft: 12 });
  expect(paceOf(4, told(10, 40), 9)).toEqual({ share: 0.25, secondsLeft: 5 });
  expect(paceOf(4, told(10, 40), 3)).toEqual({ share: 0.25, secondsLeft: 12 });
  expect(paceOf(0.2, told(1, 40), undefined)).toEqual({ share: 0.025, secondsLeft: null });
});

test('not told: by the step before; longer than that, or a first step: nobody can tell', () => {
  expect(paceOf(2, null, 8)).toEqual({ share: 0.25, secondsLeft: 6 });
  expect(paceOf(9, null, 8)).toEqual({ share: null, secondsLeft: null });
  expect(paceOf(9, null, undefined)).toEqual({ share: null, secondsLeft: null });
});
