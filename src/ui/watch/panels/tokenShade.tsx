// What: panel "tokenShade": the best and the worst answer with every token shaded by a signal, a legend, and the largest values in words;
// tokens that a weight leaves out of the loss are faint.
import type { RolloutView } from '../../../training/protocol.ts';
import { colourOf } from '../../group/shades.ts';
import { shortNumber } from '../../shortNumber.ts';
import { WATCH } from '../../texts/watch.ts';
import { TOKEN_SHADE as TEXT } from '../../texts/watch/tokenShade.ts';
import type { WatchProps } from '../panelFiles.ts';
import { AnswerHead } from '../parts/AnswerHead.tsx';
import { endsOf } from '../parts/ends.ts';
import type { ShownAnswer } from '../parts/ends.ts';
import { differenceOf, scaleOf, valuesOf } from '../parts/tokenScale.ts';
import type { TokenScale } from '../parts/tokenScale.ts';
import { nameIn } from '../../../config/watched.ts';
import '../../group/shades.css';
import './tokenShade.css';

/** Tokens that are named with their values. */
const NAMED = 3;

export function Panel({ options, shown: { group } }: WatchProps) {
  const signal = nameIn(options, 'signal')!;
  const minus = nameIn(options, 'minus');
  const kept = nameIn(options, 'kept');
  const name = minus === undefined ? signal : TEXT.minus(signal, minus);
  const scale = scaleOf(group.rollouts.flatMap((rollout) => differenceOf(rollout, signal, minus)));
  if (!scale) return <p className="hint">{WATCH.lost}</p>;
  return (
    <>
      <p className="watch-legend">
        {TEXT.legend(name)}
        <span className={`scale ${scale.kind}`}>
          {shortNumber(scale.kind === 'sign' ? -scale.full : scale.from)}
          <i aria-hidden="true" />
          {shortNumber(scale.full)}
        </span>
        {kept !== undefined && <span className="left-out">{TEXT.leftOut}</span>}
      </p>
      <div className="watch-answers">
        {endsOf(group.rollouts).map((answer) => (
          <Shaded
            key={answer.i}
            {...{ answer, name, scale }}
            values={differenceOf(answer.rollout, signal, minus)}
            kept={keptOf(answer.rollout, kept)}
          />
        ))}
      </div>
    </>
  );
}

/** null where the recipe leaves nothing out. */
const keptOf = (rollout: RolloutView, kept: string | undefined) =>
  kept === undefined ? null : valuesOf(rollout, kept).map((value) => value !== 0);

interface ShadedProps {
  readonly answer: ShownAnswer;
  readonly name: string;
  readonly scale: TokenScale;
  readonly values: readonly (number | null)[];
  readonly kept: readonly boolean[] | null;
}

function Shaded({ answer, name, scale: { kind, from, full }, values, kept }: ShadedProps) {
  const { tokens } = answer.rollout;
  const known = values.flatMap((value, t) => (value === null ? [] : [{ value, text: tokens[t]!.text }]));
  const largest = known.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, NAMED);
  return (
    <div>
      <AnswerHead answer={answer} />
      <p className="watch-text">
        {tokens.map(({ text }, t) => {
          const value = values[t] ?? null;
          return (
            <span
              key={t}
              className={kept && !kept[t] ? 'left-out' : undefined}
              title={value === null ? undefined : TEXT.worth(text, name, shortNumber(value))}
              style={{ background: value === null ? undefined : colourOf((value - from) / (full - from), kind) }}
            >
              {text}
            </span>
          );
        })}
      </p>
      <p className="hint">
        {kept && `${TEXT.kept(kept.filter(Boolean).length, kept.length)}; `}
        {kind === 'sign' && `${TEXT.sum(known.reduce((sum, { value }) => sum + value, 0))}; `}
        {TEXT.largest(WATCH.listed(largest.map(({ text, value }) => TEXT.token(text, value))))}
      </p>
    </div>
  );
}
