// What: an advantage as a bar to the left (worse) or right (better) of the middle, and as a number.
import { Absent } from './Absent.tsx';
import { advantageColour } from './advantageColour.ts';
import { twoDigits } from './twoDigits.ts';

/** An advantage of ±2.5 standard deviations fills its half of the bar; 8 answers cannot go beyond. */
const FULL_BAR = 2.5;

export function AdvantageBar({ advantage }: { readonly advantage: number }) {
  if (Number.isNaN(advantage)) return <Absent />;
  const width = `${Math.min(1, Math.abs(advantage) / FULL_BAR) * 50}%`;
  return (
    <span className="advantage" data-symbol="q-advantage">
      <span className="bar" aria-hidden="true">
        <i style={{ width, [advantage < 0 ? 'right' : 'left']: '50%', background: advantageColour(advantage) }} />
      </span>
      {twoDigits(advantage)}
    </span>
  );
}
