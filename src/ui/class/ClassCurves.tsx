// What: the curves of a class over one another, each faint, with their median; the one of the row under the pointer stands out.
import { lastOf, median, medianCurve } from '../../store/class/classView.ts';
import type { CurvePoint, Result } from '../../store/class/resultCode.ts';
import { shortNumber } from '../shortNumber.ts';
import { CLASS } from '../texts/class.ts';

const [WIDTH, HEIGHT, LEFT, EDGE, FOOT] = [360, 180, 40, 8, 18];

interface Props {
  readonly results: readonly Result[];
  readonly metric: string;
  readonly lit: Result | null;
}

export function ClassCurves({ results, metric, lit }: Props) {
  const points = results.flatMap(({ curve }) => curve);
  if (points.length === 0) return null;
  const [low, high] = [Math.min(...points.map(({ value }) => value)), Math.max(...points.map(({ value }) => value))];
  const [first, last] = [Math.min(...points.map(({ step }) => step)), Math.max(...points.map(({ step }) => step))];
  const x = (step: number) => LEFT + ((step - first) / (last - first || 1)) * (WIDTH - LEFT - EDGE);
  const y = (value: number) => EDGE + (1 - (high > low ? (value - low) / (high - low) : 0.5)) * (HEIGHT - EDGE - FOOT);
  const line = (curve: readonly CurvePoint[]) =>
    curve.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const ends = results.flatMap((result) => lastOf(result) ?? []);
  const texts = [Math.min(...ends), median(ends), Math.max(...ends)].map(shortNumber);
  const label = CLASS.curvesSpoken(metric, results.length, texts[0]!, texts[1]!, texts[2]!);
  return (
    <figure className="class-curves">
      <h3>{CLASS.curves(metric)}</h3>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <line className="axis" x1={LEFT} x2={WIDTH - EDGE} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
        <line className="axis" x1={LEFT} x2={LEFT} y1={EDGE} y2={HEIGHT - FOOT} />
        {high > low && (
          <text x={LEFT - 4} y={EDGE + 7} textAnchor="end">
            {shortNumber(high)}
          </text>
        )}
        <text x={LEFT - 4} y={high > low ? HEIGHT - FOOT : y(low) + 3} textAnchor="end">
          {shortNumber(low)}
        </text>
        <text x={LEFT} y={HEIGHT - 5}>
          {first}
        </text>
        <text x={WIDTH - EDGE} y={HEIGHT - 5} textAnchor="end">
          {last}
        </text>
        {results.map((result, i) =>
          result.curve.length === 1 ? (
            <circle
              key={i}
              className={result === lit ? 'lit' : ''}
              cx={x(result.curve[0]!.step)}
              cy={y(result.curve[0]!.value)}
              r={3}
            />
          ) : (
            <polyline key={i} className={result === lit ? 'lit' : ''} points={line(result.curve)} />
          ),
        )}
        {results.length > 1 && <polyline className="median" points={line(medianCurve(results))} />}
      </svg>
      {results.length > 1 && (
        <figcaption className="hint">
          <span className="median-key" aria-hidden="true" /> {CLASS.medianLine}
        </figcaption>
      )}
    </figure>
  );
}
