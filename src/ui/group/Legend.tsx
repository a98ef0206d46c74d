// What: what colour and line of a box mean.
import { GROUP } from '../texts/group.ts';
import { advantageLine } from './advantageColour.ts';

const SAMPLES = [
  [-1.6, GROUP.below],
  [0, GROUP.equal],
  [1.6, GROUP.above],
] as const;

export function Legend() {
  return (
    <ul className="legend" aria-label={GROUP.legend}>
      {SAMPLES.map(([advantage, text]) => (
        <li key={text}>
          <svg viewBox="0 0 30 10" aria-hidden="true">
            <line x1="1" x2="29" y1="5" y2="5" {...advantageLine(advantage)} />
          </svg>
          {text}
        </li>
      ))}
      <li>
        <svg viewBox="0 0 30 10" aria-hidden="true" className="truth">
          <line className="halo" x1="1" x2="29" y1="5" y2="5" />
          <line x1="1" x2="29" y1="5" y2="5" />
        </svg>
        {GROUP.truth}
      </li>
    </ul>
  );
}
