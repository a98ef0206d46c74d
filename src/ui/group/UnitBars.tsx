// What: the numbers of the parts of an answer as small bars: right of the middle above 0, left of it below.
import type { RolloutUnits } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { GROUP } from '../texts/group.ts';
import { barsOf } from './units.ts';
import type { UnitScales } from './units.ts';
import './units.css';

interface Props {
  readonly rollout: number;
  readonly units: RolloutUnits;
  readonly scales: UnitScales;
}

export function UnitBars({ rollout, units, scales }: Props) {
  const parts = barsOf(units, scales);
  if (parts.every((bars) => bars.length === 0)) return null;
  return (
    <ul className="unit-bars" aria-label={GROUP.unitBars(rollout, units.kind)}>
      {parts.map((bars, part) => (
        <li key={part}>
          <strong>{GROUP.unitName(units.kind, part)}</strong>
          {bars.map(({ name, value, share }) => (
            <span key={name} className="unit-bar">
              {name}
              <i aria-hidden="true">
                <b
                  className={share < 0 ? 'below' : 'above'}
                  style={{ width: `${50 * Math.abs(share)}%`, left: share < 0 ? `${50 + 50 * share}%` : '50%' }}
                />
              </i>
              {shortNumber(value)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
