// What: the claim's metric over the steps of the recorded runs: the median of the seeds with the special block and without, each seed
// faint behind it.
import type { Evidence, Series } from '../../config/evidenceStatus.ts';
import type { Variant } from '../../config/claimConfigs.ts';
import { ATLAS } from '../texts/atlas.ts';

const [WIDTH, HEIGHT, EDGE] = [240, 72, 3];

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length > 0 ? (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2 : null;
}

const medianSeries = (all: readonly Series[]): Series =>
  (all[0] ?? []).map((_, step) => medianOf(all.flatMap((series) => series[step] ?? [])));

export function EvidenceCurves({ evidence }: { readonly evidence: Evidence }) {
  const { metric } = evidence.claim;
  const seriesOf = (variant: Variant) =>
    evidence.runs.flatMap((run) => (run.variant === variant && run.series[metric] ? [run.series[metric]] : []));
  const [on, off] = [seriesOf('on'), seriesOf('off')];
  const values = [...on, ...off].flat().filter((value) => value !== null);
  if (values.length === 0) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const steps = Math.max(...[...on, ...off].map((series) => series.length));
  const points = (series: Series) =>
    series
      .flatMap((value, step) => {
        if (value === null) return [];
        const x = EDGE + (step / Math.max(1, steps - 1)) * (WIDTH - 2 * EDGE);
        const y = HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE);
        return [`${x.toFixed(1)},${y.toFixed(1)}`];
      })
      .join(' ');
  const ends = (series: Series): readonly [number, number] => {
    const known = series.filter((value) => value !== null);
    return [known[0] ?? NaN, known.at(-1) ?? NaN];
  };
  const medians = { on: medianSeries(on), off: medianSeries(off) };
  const label = ATLAS.curves(metric, ends(medians.on), ends(medians.off));
  return (
    <figure className="evidence-curves">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {off.map((series, i) => (
          <polyline key={i} className="off faint" points={points(series)} />
        ))}
        {on.map((series, i) => (
          <polyline key={i} className="on faint" points={points(series)} />
        ))}
        <polyline className="off" points={points(medians.off)} />
        <polyline className="on" points={points(medians.on)} />
      </svg>
      <figcaption>
        <span className="key on">{ATLAS.withBlock}</span> <span className="key off">{ATLAS.withoutBlock}</span>
      </figcaption>
    </figure>
  );
}
