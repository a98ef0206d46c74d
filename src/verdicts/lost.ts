// What: whether the run has lost what it had: the reward of the last steps against its best window, and since when.
// Formula: lost where mean of the last 5 steps ≤ least + ½·(best − least), and that lies three standard errors below the best window; least =
//   the least possible reward, 0 where that is not known. The first step counts as a window too, with the spread of its answers: a rate that
//   is far too high ruins the second step already.
// Threshold: half of what was won is gone. Five steps, not eight: a visitor who watches a collapse should not wait longer than that.
import { answersIn, rewardRange } from './rewardRanges.ts';
import { bestWindow, SURE } from './trend.ts';
import type { History } from './verdict.ts';
import { median, risen, windowOf } from './windows.ts';
import type { Value, Window } from './windows.ts';

export const LAST = 5;
const HALF = 0.5;

export interface Lost {
  readonly best: Window;
  readonly now: Window;
  /** The first step of the fall. */
  readonly step: number;
}

/** Median of three steps around one: single steps jump. The ends stand for themselves. */
function smooth(values: readonly Value[], i: number): number {
  return i > 0 && i < values.length - 1 ? median(values.slice(i - 1, i + 2)) : values[i]!.value;
}

/** The first step from which on, to the end, the smoothed values lie beyond half of the way from `from` to `to`. */
export function turnedAt(values: readonly Value[], from: number, to: number): number {
  const middle = (from + to) / 2;
  const beyond = (value: number) => (to < from ? value < middle : value > middle);
  let first = values.length;
  while (first > 0 && beyond(smooth(values, first - 1))) first--;
  return values[Math.min(first, values.length - 1)]!.step;
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

const known = new WeakMap<History, Lost | null>();

/** Several rules ask. */
export function lostOf(history: History): Lost | null {
  const before = known.get(history);
  if (before !== undefined) return before;
  const made = findLost(history);
  known.set(history, made);
  return made;
}

function findLost(history: History): Lost | null {
  const now = windowOf(history.last('reward', LAST));
  const rewards = history.all('reward');
  const least = rewardRange(history.config)?.[0] ?? Math.min(0, now.mean);
  const isLow = (best: number) => now.mean <= least + HALF * (best - least);
  // No window is better than the best step: in a run that does well, windows need not be looked at.
  if (now.count < LAST || !isLow(rewards.reduce((most, { value }) => Math.max(most, value), -Infinity))) return null;
  const best = bestOf(bestWindow(rewards), firstStep(history));
  if (!best || now.from <= best.to || !isLow(best.mean) || risen(best, now) > -SURE) return null;
  return { best, now, step: turnedAt(rewards, best.mean, now.mean) };
}

export const stepsOf = ({ from, to }: Window) => (from === to ? `step ${from}` : `steps ${from} to ${to}`);

export const lostNumbers = ({ best, now }: Lost) => [
  { name: `mean reward of ${stepsOf(best)}, its best`, value: best.mean },
  { name: `of the last ${LAST} steps`, value: now.mean },
];
