// What: the right column: live curves, and the last step as a table for those who do not see them.
import { memo } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { downloadCsv } from '../store/download.ts';
import { useStore } from '../store/store.ts';
import type { StepMetrics } from '../training/protocol.ts';
import { TEXTS } from './texts.ts';

const CHARTS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: 'reward', names: ['reward', 'reward_std'] },
  { title: 'rewards/*/mean', names: [] },
  { title: 'entropy', names: ['entropy'] },
  { title: 'grad_norm', names: ['grad_norm'] },
  { title: 'completions/mean_length', names: ['completions/mean_length'] },
  { title: 'kl', names: ['kl'] },
];
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00'];

export function Curves() {
  const points = useStore((state) => state.points);
  const last = points.at(-1);
  const columns = Object.keys(last?.metrics ?? {}).filter((name) => /^rewards\/.*\/mean$/.test(name));
  return (
    <section className="curves" aria-label={TEXTS.curves}>
      <h2>{TEXTS.curves}</h2>
      {CHARTS.map(({ title, names }) => {
        const shown = (names.length ? names : columns).filter((name) => !last || name in last.metrics);
        if (title === 'kl' && shown.length === 0) return null;
        if (last && shown.length === 0) return null;
        return <Chart key={title} title={title} names={shown} points={points} />;
      })}
      <Advantages />
      <details>
        <summary>{TEXTS.table}</summary>
        <table>
          <tbody>
            {Object.entries(last?.metrics ?? {}).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{Number(value.toPrecision(4))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <button disabled={!last} onClick={() => downloadCsv(points)}>
        {TEXTS.csv}
      </button>
    </section>
  );
}

interface ChartProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly points: readonly StepMetrics[];
}
const Chart = memo(function Chart({ title, names, points }: ChartProps) {
  const data = points.map(({ step, metrics }) => ({ step, ...metrics }));
  const last = points.at(-1);
  const spoken = names.map((name) => `${name} ${last?.metrics[name]?.toPrecision(3) ?? 'none yet'}`).join(', ');
  return (
    <figure role="img" aria-label={`${title}: ${spoken}`}>
      <figcaption>
        {names.length
          ? names.map((name, i) => (
              <span key={name} style={{ color: COLOURS[i % COLOURS.length] }}>
                ● {name.replace(/^rewards\/(.*)\/mean$/, '$1')} {last?.metrics[name]?.toPrecision(3)}
              </span>
            ))
          : title}
      </figcaption>
      <ResponsiveContainer width="100%" height={110}>
        <LineChart data={data} syncId="step" margin={{ top: 4, right: 8, bottom: 0, left: -18 }}>
          <CartesianGrid strokeOpacity={0.25} />
          <XAxis
            dataKey="step"
            type="number"
            domain={['dataMin', 'dataMax']}
            tick={{ fontSize: 10 }}
            allowDecimals={false}
          />
          <YAxis tick={{ fontSize: 10 }} domain={['auto', 'auto']} width={52} />
          <Tooltip isAnimationActive={false} formatter={(value) => Number(value).toPrecision(4)} />
          {names.map((name, i) => (
            <Line
              key={name}
              dataKey={(row: Record<string, number>) => row[name]}
              name={name}
              stroke={COLOURS[i % COLOURS.length]}
              dot={data.length < 3}
              isAnimationActive={false}
              strokeWidth={2}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
});

/** The advantages of the last step's rollouts as ticks on a line from −3 to 3. */
function Advantages() {
  const groups = useStore((state) => state.groups);
  const values = groups.flatMap(({ rollouts }) => rollouts.map(({ advantage }) => advantage));
  if (values.length === 0) return null;
  const least = Math.min(...values).toFixed(2);
  const most = Math.max(...values).toFixed(2);
  return (
    <figure role="img" aria-label={`advantages of the ${values.length} rollouts, from ${least} to ${most}`}>
      <figcaption>
        advantages of this step ({least} … {most})
      </figcaption>
      <svg viewBox="-3 0 6 1" preserveAspectRatio="none" className="ticks">
        {values.map((value, i) => (
          <line key={i} x1={value} x2={value} y1={0.1} y2={0.9} />
        ))}
      </svg>
    </figure>
  );
}
