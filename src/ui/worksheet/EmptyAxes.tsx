// What: axes on paper, for a curve that is drawn by hand; on the answers' page with the curve that the recorded run made.
import { say } from '../../lessons/numbers.ts';

const [WIDTH, HEIGHT, LEFT, EDGE, FOOT] = [420, 170, 46, 10, 20];
/** Steps with a number below them. */
const MOST_NUMBERS = 12;
const LINES = 4;

interface Props {
  readonly label: string;
  readonly points: number;
  readonly min: number;
  readonly max: number;
  readonly made?: readonly number[];
}

export function EmptyAxes({ label, points, min, max, made = [] }: Props) {
  const x = (i: number) => LEFT + (points < 2 ? 0 : (i * (WIDTH - LEFT - EDGE)) / (points - 1));
  const y = (value: number) =>
    EDGE + (1 - (Math.min(max, Math.max(min, value)) - min) / (max - min)) * (HEIGHT - EDGE - FOOT);
  const every = Math.ceil(points / MOST_NUMBERS);
  const levels = Array.from({ length: LINES + 1 }, (_, i) => min + (i * (max - min)) / LINES);
  return (
    <svg className="empty-axes" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {levels.map((level) => (
        <g key={level}>
          <line x1={LEFT} x2={WIDTH - EDGE} y1={y(level)} y2={y(level)} />
          <text x={LEFT - 5} y={y(level) + 3} textAnchor="end">
            {say(level)}
          </text>
        </g>
      ))}
      {Array.from({ length: points }, (_, i) => (
        <g key={i}>
          <line x1={x(i)} x2={x(i)} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT + 4} />
          {i % every === 0 && (
            <text x={x(i)} y={HEIGHT - 4} textAnchor="middle">
              {i + 1}
            </text>
          )}
        </g>
      ))}
      {made.length > 0 && <polyline points={made.map((value, i) => `${x(i)},${y(value)}`).join(' ')} />}
    </svg>
  );
}
