// What: the table twin of a chart: rows by step, at most sixteen, the first and the last step among them.
import { ColumnHeads } from '../ColumnHeads.tsx';
import { CURVES } from '../texts/curves.ts';

const MOST_ROWS = 16;

export function tableSteps(steps: readonly number[]): readonly number[] {
  if (steps.length <= MOST_ROWS) return steps;
  return Array.from({ length: MOST_ROWS }, (_, i) => steps[Math.round((i * (steps.length - 1)) / (MOST_ROWS - 1))]!);
}

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  /** '' where there is nothing at that step. */
  readonly at: (step: number) => string;
}

interface Props {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** Rising. */
  readonly steps: readonly number[];
}

export function StepTable({ title, columns, steps }: Props) {
  return (
    <div className="chart-table" tabIndex={0} role="group" aria-label={CURVES.tableOf(title)}>
      <table>
        <ColumnHeads names={[CURVES.step, ...columns.map(({ label }) => label)]} />
        <tbody>
          {tableSteps(steps).map((step) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {columns.map(({ key, at }) => (
                <td key={key}>{at(step)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
