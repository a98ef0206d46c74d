// What: what the reward did over the run: its first steps against its last, in standard errors, and the step since which it is so.
// Why eight steps: a step asks other questions, so single steps tell the difficulty of the questions; in the recorded runs eight steps bring
//   the standard error of the mean reward to a tenth of its range, and a visitor waits a minute for them.
import type { History } from './verdict.ts';
import { risen, windowOf } from './windows.ts';
import type { Value, Window } from './windows.ts';

export const WINDOW = 8;
/** The page looks after every step: at three standard errors a false alarm in 50 looks stays rare (the shuffled control has none). */
export const SURE = 3;

export interface Trend {
  readonly before: Window;
  readonly after: Window;
  /** Standard errors that `after` lies above `before`. */
  readonly risen: number;
}

/** null while the two windows overlap. `early`: how many of the first steps count. */
export function trendOf(history: History, name = 'reward', early = WINDOW): Trend | null {
  const [first, last] = [history.first(name, early), history.last(name, WINDOW)];
  if (last.length < WINDOW || first.at(-1)!.step >= last[0]!.step) return null;
  const [before, after] = [windowOf(first), windowOf(last)];
  return { before, after, risen: risen(before, after) };
}

const RECENT = 5;
/** Enough to stay with what was sure a few steps ago. */
const LIKELY = 2;

/** Which way the reward has gone, as far as that is sure: now, or within the last steps and still likely. So it does not flicker. */
export function movedOf(history: History): { readonly trend: Trend; readonly way: 'up' | 'down' | null } | null {
  const trend = trendOf(history);
  if (!trend) return null;
  const values = history.last('reward', WINDOW + RECENT - 1);
  const early = values.map((_, i) => values.slice(i, i + WINDOW)).filter(({ length }) => length === WINDOW);
  const rises = early
    .filter(([first]) => first!.step > trend.before.to)
    .map((own) => risen(trend.before, windowOf(own)));
  const went = (sign: 1 | -1) => sign * trend.risen >= LIKELY && rises.some((rise) => sign * rise >= SURE);
  return { trend, way: went(1) ? 'up' : went(-1) ? 'down' : null };
}

/** The first step from which on, to the end, `holds` is true of the values; the last step where it is true of none. */
export function sinceStep(values: readonly Value[], holds: (value: number) => boolean): number {
  const broken = values.findLastIndex(({ value }) => !holds(value));
  return values[Math.min(broken + 1, values.length - 1)]?.step ?? 0;
}

/** The first step whose window (it and those before it) differs from the first window as surely as the last one does. */
export function trendSince(values: readonly Value[], sign: 1 | -1, early = WINDOW): number {
  const before = windowOf(values.slice(0, early));
  for (let end = early + WINDOW; end < values.length; end++) {
    if (sign * risen(before, windowOf(values.slice(end - WINDOW, end))) >= SURE) return values[end - 1]!.step;
  }
  return values.at(-1)?.step ?? 0;
}

/** The best window of the run, at least one window old; null where there is none. Goes through the run. */
export function bestWindow(values: readonly Value[]): Window | null {
  let [sum, most, end] = [0, -Infinity, -1];
  for (let i = 0; i < values.length - WINDOW; i++) {
    sum += values[i]!.value - (values[i - WINDOW]?.value ?? 0);
    if (i < WINDOW - 1 || sum <= most) continue;
    [most, end] = [sum, i + 1];
  }
  return end < 0 ? null : windowOf(values.slice(end - WINDOW, end));
}
