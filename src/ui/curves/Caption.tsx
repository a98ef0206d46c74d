// What: the names of a chart's lines with their values at the step under the pointer, or the last ones.
import { metricDefinition } from '../../9-curves/metrics.ts';
import { valueAt } from '../../9-curves/smooth.ts';
import { useHover } from '../../store/curves/curveView.ts';
import { shortNumber } from '../shortNumber.ts';
import { CURVES } from '../texts/curves.ts';
import type { DrawnLine } from './drawing.ts';

export function Caption({ lines }: { readonly lines: readonly DrawnLine[] }) {
  const step = useHover((hover) => hover.step);
  const solid = lines.filter(({ faint }) => !faint);
  const metrics = [...new Set(solid.map(({ metric }) => metric))];
  return (
    <div className="legend">
      {metrics.map((metric) => {
        const own = solid.filter((line) => line.metric === metric);
        return (
          <span key={metric} title={metricDefinition(metric).doc}>
            <svg width="18" height="6" aria-hidden="true">
              <line
                x2="18"
                y1="3"
                y2="3"
                stroke={own.length > 1 ? 'var(--soft)' : `var(--curve-${own[0]!.colour})`}
                strokeWidth="2.5"
                strokeDasharray={own[0]!.dash}
              />
            </svg>{' '}
            {own[0]!.label}
            {own.map(({ run, colour, series }) => {
              const value = step === null ? series.values.at(-1) : valueAt(series, step);
              return (
                <b key={run} style={{ color: `var(--curve-${colour})` }}>
                  {value === undefined ? CURVES.noValue : shortNumber(value)}
                </b>
              );
            })}
          </span>
        );
      })}
    </div>
  );
}
