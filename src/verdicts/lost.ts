// What: whether the run has lost what it had: the reward of the last steps against its best window, and since when.
// Formula: lost where mean of the last 5 steps ≤ least + ½·(best − least), and that lies three standard errors below the best window; least =
//   the least possible reward, 0 where that is not known. The first step counts as a window too, with the spread of its answers: a rate that
//   is far too high ruins the second step already.
// Threshold: half of what was won is gone. Five steps, not eight: a visitor who watches a collapse should not wait longer than that.
import { answersIn, rewardRange } from './rewardRanges.ts';
import { bestWindow, SURE } from './trend.ts';
import type { History } from './verdict.ts';
import { risen, windowOf } from './windows.ts';
import type { Value, Window } from './windows.ts';

export const LAST = 5;
const HALF = 0.5;

export interface Lost {
  readonly best: Window;
  readonly now: Window;
  /** The first step of the fall. */
  readonly step: number;
}

/** Means of three steps, by the one in the middle: single steps jump. */
export const smoothed = (values: readonly Value[]): readonly Value[] =>
  values.map(({ step }, i) => ({ step, value: windowOf(values.slice(Math.max(0, i - 1), i + 2)).mean }));

/** The first step from which on, to the end, the smoothed values lie beyond half of the way from `from` to `to`. */
export function turnedAt(values: readonly Value[], from: number, to: number): number {
  const middle = (from + to) / 2;
  const beyond = (value: number) => (to < from ? value < middle : value > middle);
  const well = smoothed(values).findLastIndex(({ value }) => !beyond(value));
  return values[Math.min(well + 1, values.length - 1)]!.step;
}

function firstStep({ points, config }: History): Window | null {
  const { step, metrics } = points[0]!;
  const [mean, std] = [metrics['reward'], metrics['reward_std']];
  if (mean === undefined || std === undefined) return null;
  return { mean, variance: std ** 2, count: answersIn(config, 1), from: step, to: step };
}

const bestOf = (a: Window | null, b: Window | null) => (!a || (b && b.mean > a.mean) ? b : a);

/** The metric as it was before anything was learned. */
export const atStart = (history: History, name: string): number => history.points[0]!.metrics[name] ?? NaN;

export function lostOf(history: History): Lost | null {
  const now = windowOf(history.last('reward', LAST));
  const rewards = history.all('reward');
  const best = bestOf(bestWindow(rewards), firstStep(history));
  if (!best || now.count < LAST || now.from <= best.to) return null;
  const least = rewardRange(history.config)?.[0] ?? Math.min(0, now.mean);
  if (now.mean > least + HALF * (best.mean - least) || risen(best, now) > -SURE) return null;
  return { best, now, step: turnedAt(rewards, best.mean, now.mean) };
}

export const stepsOf = ({ from, to }: Window) => (from === to ? `step ${from}` : `steps ${from} to ${to}`);

export const lostNumbers = ({ best, now }: Lost) => [
  { name: `mean reward of ${stepsOf(best)}, its best`, value: best.mean },
  { name: `of the last ${LAST} steps`, value: now.mean },
];
