// What: the right column: live curves, the spread of advantages, the same as a table, and the file.
import { downloadCsv } from '../../store/download.ts';
import { useStore } from '../../store/store.ts';
import { AdvantageTicks } from './AdvantageTicks.tsx';
import { Chart } from './Chart.tsx';
import { CurveTable } from './CurveTable.tsx';
import { CURVES } from '../texts/curves.ts';
import './curves.css';

const REWARDS = /^rewards\/.*\/mean$/;
const CHARTS: readonly { readonly title: string; readonly names: readonly string[] | RegExp }[] = [
  { title: 'reward', names: ['reward', 'reward_std'] },
  { title: 'rewards', names: REWARDS },
  { title: 'entropy', names: ['entropy'] },
  { title: 'kl', names: ['kl'] },
  { title: 'grad_norm', names: ['grad_norm'] },
  { title: 'completions/mean_length', names: ['completions/mean_length'] },
];

/** All charts at once would hold up the page: each is drawn in a frame of its own. */
const CHART_MS = 40;

export function Curves() {
  const points = useStore((state) => state.points);
  const known = Object.keys(points.at(-1)?.metrics ?? {});
  return (
    <section className="curves" aria-label={CURVES.curves}>
      <h2>{CURVES.curves}</h2>
      {points.length === 0 && <p className="hint">{CURVES.curvesEmpty}</p>}
      {CHARTS.map(({ title, names }, i) => {
        const shown = known.filter((name) => (names instanceof RegExp ? names.test(name) : names.includes(name)));
        return (
          shown.length > 0 && <Chart key={title} title={title} names={shown} points={points} delay={i * CHART_MS} />
        );
      })}
      <AdvantageTicks />
      {points.length > 0 && (
        <>
          <CurveTable points={points} />
          <button onClick={() => downloadCsv(points)}>{CURVES.csv}</button>
        </>
      )}
    </section>
  );
}
