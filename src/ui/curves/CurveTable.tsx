// What: the curves as a table: first and last value of every metric, for screen readers and for those who like numbers.
import { metricNames } from '../../9-curves/files.ts';
import { metricDefinition } from '../../9-curves/metrics.ts';
import type { StepMetrics } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { CURVES } from '../texts/curves.ts';

const cell = (point: StepMetrics, name: string) =>
  point.metrics[name] === undefined ? '' : shortNumber(point.metrics[name]);

export function CurveTable({ points }: { readonly points: readonly StepMetrics[] }) {
  const [first, last] = [points[0]!, points.at(-1)!];
  return (
    <details>
      <summary>{CURVES.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{CURVES.columns.metric}</th>
            <th scope="col">
              {CURVES.columns.first} ({CURVES.stepCount(first.step)})
            </th>
            <th scope="col">
              {CURVES.columns.last} ({CURVES.stepCount(last.step)})
            </th>
          </tr>
        </thead>
        <tbody>
          {metricNames([last]).map((name) => (
            <tr key={name} title={metricDefinition(name).doc}>
              <th scope="row">{name}</th>
              <td>{cell(first, name)}</td>
              <td>{cell(last, name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
