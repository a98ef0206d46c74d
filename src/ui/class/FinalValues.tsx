// What: where the runs of a class ended: how many in which range.
import { binsOf, lastOf, median } from '../../store/class/classView.ts';
import type { Result } from '../../store/class/resultCode.ts';
import { shortNumber } from '../shortNumber.ts';
import { CLASS } from '../texts/class.ts';

const [WIDTH, HEIGHT, FOOT, GAP] = [360, 180, 18, 2];

export function FinalValues({ results, metric }: { readonly results: readonly Result[]; readonly metric: string }) {
  const ends = results.flatMap((result) => lastOf(result) ?? []);
  const bins = binsOf(ends);
  if (bins.length === 0) return null;
  const most = Math.max(...bins.map(({ count }) => count));
  const width = WIDTH / bins.length;
  const tall = (count: number) => (count / most) * (HEIGHT - FOOT - 14);
  return (
    <figure className="class-finals">
      <h3>{CLASS.finals(metric)}</h3>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={CLASS.finalsSpoken(bins.map(({ from, to, count }) => CLASS.bin(from, to, count)))}
      >
        {bins.map(({ count }, i) => (
          <g key={i}>
            <rect x={i * width + GAP} width={width - 2 * GAP} y={HEIGHT - FOOT - tall(count)} height={tall(count)} />
            {count > 0 && (
              <text x={(i + 0.5) * width} y={HEIGHT - FOOT - tall(count) - 3} textAnchor="middle">
                {count}
              </text>
            )}
          </g>
        ))}
        <line className="axis" x1={0} x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
        <text x={GAP} y={HEIGHT - 5}>
          {shortNumber(bins[0]!.from)}
        </text>
        {bins.length > 1 && (
          <text x={WIDTH - GAP} y={HEIGHT - 5} textAnchor="end">
            {shortNumber(bins.at(-1)!.to)}
          </text>
        )}
      </svg>
      <figcaption className="hint">{CLASS.median(median(ends), ends.length)}</figcaption>
    </figure>
  );
}
