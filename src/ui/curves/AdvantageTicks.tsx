// What: the spread of the advantages of the last step: one tick an answer on a line.
// Units: standard deviations of the group, unless the recipe does not divide by them.
import { useStore } from '../../store/store.ts';
import { advantageColour } from '../advantageColour.ts';
import { shortNumber } from '../shortNumber.ts';
import { CURVES } from '../texts/curves.ts';

/** The line is at least this long on either side of 0. */
const LEAST_REACH = 2.5;

export function AdvantageTicks() {
  const groups = useStore((state) => state.groups);
  const values = groups.flatMap(({ rollouts }) => rollouts.map(({ advantage }) => advantage));
  if (values.length === 0) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(LEAST_REACH, -least, most) * 1.02;
  const said = CURVES.advantages(values.length, shortNumber(least), shortNumber(most));
  return (
    <figure>
      <figcaption>{said}</figcaption>
      <svg
        className="ticks"
        role="img"
        aria-label={said}
        viewBox={`${-reach} 0 ${2 * reach} 1`}
        preserveAspectRatio="none"
      >
        <line className="zero" x1={0} x2={0} y1={0} y2={1} />
        {values.map((value, i) => (
          <line key={i} x1={value} x2={value} y1={0.12} y2={0.88} stroke={advantageColour(value)} />
        ))}
      </svg>
    </figure>
  );
}
