// What: one chart with one or several curves over the steps. Hovering shows the same step in every chart.
import { memo } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { metricDefinition } from '../../9-curves/metrics.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { useLater } from './useLater.ts';
import { CURVES } from '../texts/curves.ts';

const COLOUR_COUNT = 5;
/** Curves differ in colour and in dashes. */
const DASHES = [undefined, '6 3', '2 2', '8 3 2 3', '1 3'];
const TICK = { fontSize: 10, fill: 'var(--soft)' } as const;
const colour = (i: number) => `var(--curve-${i % COLOUR_COUNT})`;
const label = (name: string) => name.replace(/^rewards\/(.*)\/mean$/, '$1');

/** A flat curve lies in the middle. */
const domain = ([least, most]: readonly [number, number]): [number, number] =>
  most - least < 1e-9 ? [least - 0.5, most + 0.5] : [least, most];

interface Props {
  readonly title: string;
  readonly names: readonly string[];
  readonly points: readonly StepMetrics[];
  /** Milliseconds after which new points are drawn. */
  readonly delay: number;
}

export function Chart({ delay, points, ...rest }: Props) {
  const drawn = useLater(points, delay);
  return <DrawnChart {...rest} names={rest.names.join('\n')} points={drawn} />;
}

interface DrawnProps {
  readonly title: string;
  /** One a line: a text, so that the chart is drawn again only where something changed. */
  readonly names: string;
  readonly points: readonly StepMetrics[];
}
const DrawnChart = memo(function DrawnChart({ title, names: lines, points }: DrawnProps) {
  const names = lines.split('\n');
  const last = points.at(-1)?.metrics ?? {};
  const value = (name: string) => (last[name] === undefined ? CURVES.noValue : shortNumber(last[name]));
  const spoken = names.map((name) => `${label(name)} ${value(name)}`).join(', ');
  return (
    <figure>
      <figcaption>
        {names.map((name, i) => (
          <span key={name} style={{ color: colour(i) }} title={metricDefinition(name).doc}>
            <svg width="18" height="6" aria-hidden="true">
              <line x2="18" y1="3" y2="3" stroke={colour(i)} strokeWidth="2.5" strokeDasharray={DASHES[i]} />
            </svg>{' '}
            {label(name)} <b>{value(name)}</b>
          </span>
        ))}
      </figcaption>
      <div role="img" aria-label={CURVES.chart(title, spoken)}>
        <ResponsiveContainer width="100%" height={80}>
          <LineChart
            data={points}
            syncId="step"
            syncMethod="value"
            accessibilityLayer={false}
            margin={{ top: 5, right: 10, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" strokeOpacity={0.6} vertical={false} />
            <XAxis
              dataKey="step"
              type="number"
              domain={['dataMin', 'dataMax']}
              tick={TICK}
              height={18}
              stroke="var(--line)"
              allowDecimals={false}
            />
            <YAxis
              tick={TICK}
              domain={domain}
              width={42}
              tickCount={2}
              tickFormatter={shortNumber}
              stroke="var(--line)"
            />
            <Tooltip
              isAnimationActive={false}
              formatter={(shown) => shortNumber(Number(shown))}
              labelFormatter={(step) => CURVES.stepCount(Number(step))}
              contentStyle={{ background: 'var(--card)', borderColor: 'var(--line)', fontSize: 12, padding: '4px 8px' }}
            />
            {names.map((name, i) => (
              <Line
                key={name}
                dataKey={({ metrics }: StepMetrics) => metrics[name]}
                name={label(name)}
                stroke={colour(i)}
                strokeDasharray={DASHES[i]}
                dot={points.length < 3}
                isAnimationActive={false}
                strokeWidth={2}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
});
