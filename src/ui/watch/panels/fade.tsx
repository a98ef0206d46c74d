// What: panel "fade": how much a judge counts in this group (trust and fading), the scores that the trust rests on, and both over the
// steps.
import { getLeaf } from '../../../config/setLeaf.ts';
import { leavesOf } from '../../../config/leaves.ts';
import { seriesOf } from '../../../9-curves/smooth.ts';
import { shortNumber } from '../../shortNumber.ts';
import { WATCH } from '../../texts/watch.ts';
import { FADE as TEXT } from '../../texts/watch/fade.ts';
import type { WatchProps } from '../panelFiles.ts';
import { MiniCurve } from '../parts/MiniCurves.tsx';
import { fadingAt, trustedOf } from '../parts/trusted.ts';
import type { JudgedAnswer, Trusted } from '../parts/trusted.ts';
import { nameIn } from '../../../config/watched.ts';
import './fade.css';

export function Panel({ options, config, shown: { group, step }, points }: WatchProps) {
  const name = (option: string) => nameIn(options, option)!;
  const names = { trust: name('trust'), paid: name('paid'), score: name('score'), outcome: name('outcome') };
  const found = trustedOf(group.rollouts, names);
  const leaf = name('fade');
  if (!found || step === null || !leavesOf(config).has(leaf)) return <p className="hint">{WATCH.lost}</p>;
  const steps = Number(getLeaf(config, leaf));
  const series = seriesOf(points, `rewards/${names.trust}/mean`);
  const fading = { steps: series.steps, values: series.steps.map((at) => fadingAt(at, steps)) };
  return (
    <>
      <p className="watch-counts">
        {found.trust > 0
          ? TEXT.counts(found.trust, found.trust / fadingAt(step, steps), fadingAt(step, steps))
          : TEXT.dropped}{' '}
        {found.right.length === 0
          ? TEXT.noRight(found.othersMean)
          : found.others.length > 0 && TEXT.why(found.rightMean, found.othersMean)}
      </p>
      <div className="watch-fade">
        <Scores found={found} />
        <MiniCurve
          label={TEXT.curve}
          about={TEXT.curveAbout}
          range={[0, 1]}
          lines={[
            { series, colour: 0, label: TEXT.trust },
            { series: fading, colour: 1, label: TEXT.fade, dash: '6 3' },
          ]}
        />
      </div>
    </>
  );
}

interface Dot extends JudgedAnswer {
  readonly count: number;
}

/** Answers with the same score are one dot with their number in it. */
function dotsOf(answers: readonly JudgedAnswer[]): readonly Dot[] {
  const dots = new Map<string, Dot>();
  for (const { score, heard } of answers) {
    const key = `${score} ${heard}`;
    dots.set(key, { score, heard, count: (dots.get(key)?.count ?? 0) + 1 });
  }
  return [...dots.values()];
}

const said = (name: string, answers: readonly JudgedAnswer[]) =>
  TEXT.scores(
    name,
    answers.map(({ score }) => shortNumber(score)),
  );

function Scores({ found: { right, others } }: { readonly found: Trusted }) {
  const rows = [
    [TEXT.right, right, 'right'],
    [TEXT.others, others, 'others'],
  ] as const;
  return (
    <figure className="judged">
      <svg
        viewBox="0 0 200 58"
        role="img"
        aria-label={`${TEXT.judged}. ${rows.map(([name, answers]) => said(name, answers)).join(' ')}`}
      >
        {rows.map(([name, answers, kind], row) => (
          <g key={kind} className={kind} transform={`translate(0 ${row * 26})`}>
            <text x="0" y="18">
              {name} {answers.length}
            </text>
            <path d="M52 14H192" />
            {dotsOf(answers).map(({ score, heard, count }) => (
              <g key={`${score} ${heard}`} className={heard ? 'heard' : ''}>
                <circle cx={52 + 140 * score} cy="14" r={count > 1 ? 7 : 5} />
                {count > 1 && (
                  <text x={52 + 140 * score} y="17.5" textAnchor="middle">
                    {count}
                  </text>
                )}
              </g>
            ))}
          </g>
        ))}
        <text x="52" y="57" textAnchor="middle">
          0
        </text>
        <text x="192" y="57" textAnchor="middle">
          1
        </text>
      </svg>
      <figcaption className="hint">{TEXT.judged}</figcaption>
    </figure>
  );
}
