// What: runs with hand-made numbers, and what the checks of lessons say about them.
import { expect } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import type { Facts, PredictionValue } from '../../src/lessons/lesson.ts';
import { LESSONS } from '../../src/lessons/lessons.ts';
import type { GroupView, RolloutView, StepMetrics } from '../../src/training/protocol.ts';

export const rollout = (reward: number, advantage: number): RolloutView => ({
  ...{ text: '', tokens: [], boxes: [[0, 0, 1, 1]], answer: 'bird', rewards: {} },
  ...{ reward, advantage, truncated: false },
});
export const group = (...rollouts: readonly RolloutView[]): GroupView => ({ promptId: 'a', rollouts });
export const point = (step: number, metrics: Readonly<Record<string, number>>): StepMetrics => ({ step, metrics });
export const facts = (change: Partial<Facts>): Facts => ({
  config: defaultConfig(),
  ...{ points: [], history: [], groups: [], steps: [], stages: {}, runs: {}, prediction: null, predictions: {} },
  ...{ evaluations: {}, rewards: [], recorded: false },
  ...change,
});
export const told = (id: string, step: string, change: Partial<Facts>, prediction: PredictionValue) =>
  LESSONS.get(id)!.steps.find((one) => one.id === step)!.check!(facts({ ...change, prediction }));
/** Told about both predictions: the first comes true, the second does not, and both hear the same numbers. */
export function both(
  id: string,
  step: string,
  change: Partial<Facts>,
  right: PredictionValue,
  wrong: PredictionValue,
): string {
  const [yes, no] = [told(id, step, change, right), told(id, step, change, wrong)];
  expect([yes.passed, no.passed]).toEqual([true, false]);
  expect(no.says).toBe(yes.says);
  return yes.says;
}
