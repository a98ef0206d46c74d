// What: named numbers as bars from 0, each with its number, the longest full.
import { shortNumber } from '../../shortNumber.ts';

interface Props {
  readonly label: string;
  readonly values: readonly (readonly [name: string, value: number])[];
  /** The full length; absent = the largest value. */
  readonly full?: number;
}

export function WeightBars({ label, values, full }: Props) {
  const most = full ?? (Math.max(...values.map(([, value]) => Math.abs(value))) || 1);
  return (
    <ul className="weight-bars" aria-label={label}>
      {values.map(([name, value], i) => (
        <li key={name}>
          <span>{name}</span>
          <i aria-hidden="true">
            <b
              style={{
                width: `${Math.min(100, (100 * Math.abs(value)) / most)}%`,
                background: `var(--curve-${i % 7})`,
              }}
            />
          </i>
          <span>{shortNumber(value)}</span>
        </li>
      ))}
    </ul>
  );
}
