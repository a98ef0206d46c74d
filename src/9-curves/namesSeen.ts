// What: the names of all metrics that a run has had, without reading the whole history again at every step: some (those of
// the held-out prompts) come every so many steps only.
import { metricNames } from './files.ts';
import type { CurvePoint } from './types.ts';

interface Seen {
  readonly last: CurvePoint;
  readonly names: readonly string[];
}
/** By first point: it stays the same while a run goes on. */
const seenOf = new WeakMap<CurvePoint, Seen>();

/** The same list as long as no name is new. */
export function namesSeen(points: readonly CurvePoint[]): readonly string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const before = seenOf.get(first);
  const from = before ? points.lastIndexOf(before.last) : -1;
  const fresh = points.slice(from + 1);
  const old = before && from >= 0 ? before.names : [];
  const known = new Set(old);
  const isNew = fresh.some(({ metrics }) => Object.keys(metrics).some((name) => !known.has(name)));
  const empty = Object.fromEntries(old.map((name) => [name, 0]));
  const names = isNew ? metricNames([{ step: 0, metrics: empty }, ...fresh]) : old;
  seenOf.set(first, { last, names });
  return names;
}
