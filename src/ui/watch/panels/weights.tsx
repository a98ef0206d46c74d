// What: panel "weights": three weights as a point in a triangle with its way over the steps, and bars for all of them.
import { WATCH } from '../../texts/watch.ts';
import { WEIGHTS as TEXT } from '../../texts/watch/weights.ts';
import type { StepMetrics } from '../../../training/protocol.ts';
import type { WatchProps } from '../panelFiles.ts';
import { CORNERS, pointOf, sharesOf, waysOf } from '../parts/ternary.ts';
import type { Point } from '../parts/ternary.ts';
import { WeightBars } from '../parts/WeightBars.tsx';
import { listIn } from '../../../config/watched.ts';
import './weights.css';

/** Side of the triangle and the room around it for the names, in units of the drawing. */
const [SIDE, AIR] = [120, 22];
const place = ([x, y]: Point): Point => [AIR + x * SIDE, AIR + y * SIDE];
const text = (point: Point) => point.map((value) => value.toFixed(1)).join(',');

const shortName = (metric: string) => metric.split('/').at(-1)!;

/** `pattern` with one star at its end stands for a family. */
const isOf = (metric: string, pattern: string) =>
  pattern.endsWith('*') ? metric.startsWith(pattern.slice(0, -1)) : metric === pattern;

export function Panel({ options, points }: WatchProps) {
  const corners = listIn(options, 'corners');
  const patterns = listIn(options, 'bars') ?? [];
  const now = Object.entries(points.at(-1)?.metrics ?? {});
  const bars = patterns.flatMap((pattern) =>
    now.flatMap(([name, value]) => (isOf(name, pattern) ? [[shortName(name), value] as const] : [])),
  );
  if (bars.length === 0) return <p className="hint">{WATCH.lost}</p>;
  return (
    <div className="watch-weights">
      {corners?.length === CORNERS.length && <Triangle corners={corners} points={points} />}
      <WeightBars label={TEXT.bars} values={bars} />
    </div>
  );
}

function Triangle({
  corners,
  points,
}: {
  readonly corners: readonly string[];
  readonly points: readonly StepMetrics[];
}) {
  const way = waysOf(points, corners);
  const last = way.at(-1);
  if (!last) return null;
  const shares = sharesOf(last).map((share, k) => TEXT.share(shortName(corners[k]!), share));
  const [x, y] = place(pointOf(last));
  const [left, right, top] = CORNERS.map(place) as [Point, Point, Point];
  const names = [
    { at: [left[0], left[1] + 14], anchor: 'middle' },
    { at: [right[0], right[1] + 14], anchor: 'middle' },
    { at: [top[0], top[1] - 6], anchor: 'middle' },
  ] as const;
  return (
    <svg
      className="triangle"
      viewBox={`-14 0 ${SIDE + 2 * AIR + 28} ${(SIDE * Math.sqrt(3)) / 2 + 2 * AIR}`}
      role="img"
      aria-label={TEXT.triangle(points.at(-1)!.step, shares)}
    >
      <polygon points={[left, right, top].map(text).join(' ')} />
      <circle className="middle" cx={place(pointOf([1, 1, 1]))[0]} cy={place(pointOf([1, 1, 1]))[1]} r="1.5" />
      <polyline points={way.map((weights) => text(place(pointOf(weights)))).join(' ')} />
      <circle className="now" cx={x} cy={y} r="5" />
      {names.map(({ at, anchor }, k) => (
        <text key={corners[k]} x={at[0]} y={at[1]} textAnchor={anchor}>
          {shortName(corners[k]!)}
        </text>
      ))}
    </svg>
  );
}
