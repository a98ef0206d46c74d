// What: small curves of metrics in a row, each with its last value; the whole of it is said to those who do not see it.
import { blockMetric } from '../../../config/blockFacts.ts';
import type { Config } from '../../../config/config.ts';
import { metricDefinition } from '../../../9-curves/metrics.ts';
import { seriesOf } from '../../../9-curves/smooth.ts';
import type { Series } from '../../../9-curves/smooth.ts';
import type { StepMetrics } from '../../../training/protocol.ts';
import { labelOf } from '../../curves/drawing.ts';
import { spokenSeries } from '../../curves/spoken.ts';
import { shortNumber } from '../../shortNumber.ts';
import { CURVES } from '../../texts/curves.ts';

const [WIDTH, HEIGHT, EDGE] = [150, 44, 4];
/** More are not seen at this width. */
const MOST_POINTS = 150;

interface Props {
  readonly metrics: readonly string[];
  readonly points: readonly StepMetrics[];
  readonly config: Config;
}

/** What a metric is, in a sentence; empty where nobody says. */
export const aboutMetric = (config: Config, metric: string): string =>
  metricDefinition(metric).doc || (blockMetric(config, metric)?.doc ?? '');

export function MiniCurves({ metrics, points, config }: Props) {
  const shown = metrics.map((metric) => ({ metric, series: seriesOf(points, metric) }));
  if (shown.length === 0 || points.length === 0) return null;
  return (
    <div className="mini-curves">
      {shown.map(({ metric, series }, i) => (
        <MiniCurve
          key={metric}
          label={labelOf(metric)}
          about={aboutMetric(config, metric)}
          lines={[{ series, colour: i }]}
        />
      ))}
    </div>
  );
}

export interface MiniLine {
  readonly series: Series;
  /** Index of --curve-N. */
  readonly colour: number;
  readonly dash?: string;
  /** Where it is not the label of the curve. */
  readonly label?: string;
}

interface CurveProps {
  readonly label: string;
  readonly about: string;
  readonly lines: readonly MiniLine[];
  /** What the vertical axis always shows. */
  readonly range?: readonly [number, number];
}

export function MiniCurve({ label, about, lines, range }: CurveProps) {
  const said = lines.map(({ series, label: own = label }) => spokenSeries(own, series)).join(' ');
  const points = pointsOf(lines, range);
  return (
    <figure className="mini-curve" title={about}>
      <figcaption>
        {lines.map(({ series, colour, label: own = label }, i) => (
          <span key={i}>
            {own} <b style={{ color: `var(--curve-${colour})` }}>{lastOf(series)}</b>
          </span>
        ))}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} className="axis" />
        {lines.map(({ colour, dash }, i) =>
          points[i]!.length === 1 ? (
            <circle key={i} cx={points[i]![0]![0]} cy={points[i]![0]![1]} r="3" fill={`var(--curve-${colour})`} />
          ) : (
            <polyline
              key={i}
              points={points[i]!.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
              stroke={`var(--curve-${colour})`}
              strokeDasharray={dash}
            />
          ),
        )}
      </svg>
    </figure>
  );
}

function lastOf({ values }: Series): string {
  const last = values.at(-1);
  return last === undefined ? CURVES.noValue : shortNumber(last);
}

/** In the drawing: all lines on the same axes, at most MOST_POINTS each, the last one among them. */
function pointsOf(lines: readonly MiniLine[], range: CurveProps['range']): readonly (readonly [number, number])[][] {
  const steps = lines.flatMap(({ series }) => [series.steps[0] ?? [], series.steps.at(-1) ?? []].flat());
  const values = [...lines.flatMap(({ series }) => series.values), ...(range ?? [])];
  const [from, to] = [Math.min(...steps), Math.max(...steps)];
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  return lines.map(({ series }) => {
    const stride = Math.ceil(series.steps.length / MOST_POINTS);
    return series.steps.flatMap((step, i): [number, number][] => {
      if ((series.steps.length - 1 - i) % stride !== 0) return [];
      const across = to > from ? (step - from) / (to - from) : 0.5;
      const up = high! > low! ? (series.values[i]! - low!) / (high! - low!) : 0.5;
      return [[EDGE + across * (WIDTH - 2 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)]];
    });
  });
}
