// What: the points of a run, bounded. The newest half of the room holds every step; when it is full, the older part is
// thinned to every second of its points, so a run of any length keeps its whole shape.
import type { CurvePoint } from './types.ts';

export class History {
  private points: CurvePoint[] = [];

  constructor(readonly capacity = 2000) {
    if (capacity < 4) throw new Error(`A history needs room for at least 4 points, not ${capacity}.`);
  }

  get all(): readonly CurvePoint[] {
    return this.points;
  }

  get last(): CurvePoint | undefined {
    return this.points.at(-1);
  }

  add(point: CurvePoint): void {
    this.points = addPoint(this.points, point, this.capacity);
  }

  replace(points: readonly CurvePoint[]): void {
    this.points = [];
    for (const point of points) this.add(point);
  }
}

/** Same list with one more point and at most `capacity` of them; first and last are always kept. */
export function addPoint(points: readonly CurvePoint[], point: CurvePoint, capacity: number): CurvePoint[] {
  if (points.length < capacity) return [...points, point];
  const recent = Math.floor(points.length / 2);
  const older = points.slice(0, points.length - recent).filter((_, i) => i % 2 === 0);
  return [...older, ...points.slice(points.length - recent), point];
}

/** One curve: x = step, y = value; steps without the metric are left out. */
export const series = (
  points: readonly CurvePoint[],
  name: string,
): { readonly step: number; readonly value: number }[] =>
  points.flatMap(({ step, metrics }) => (metrics[name] === undefined ? [] : [{ step, value: metrics[name] }]));
