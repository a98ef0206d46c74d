// What: panel "steps": the best and the worst answer part by part (turns with what they brought back, sentences, steps); under each
// part a bar of what it was worth, and over the bars a line where there is a second number.
import type { PromptDraft } from '../../../store/prompts/promptDraft.ts';
import { Crop } from '../../group/Crop.tsx';
import { shortNumber } from '../../shortNumber.ts';
import { GROUP } from '../../texts/group.ts';
import { WATCH } from '../../texts/watch.ts';
import { STEPS as TEXT } from '../../texts/watch/steps.ts';
import type { WatchProps } from '../panelFiles.ts';
import { AnswerHead } from '../parts/AnswerHead.tsx';
import { endsOf } from '../parts/ends.ts';
import type { ShownAnswer } from '../parts/ends.ts';
import { partsOf } from '../parts/unitParts.ts';
import type { UnitPart } from '../parts/unitParts.ts';
import { nameIn } from '../../../config/watched.ts';
import './steps.css';

interface Names {
  readonly unit: string | undefined;
  readonly bars: string;
  readonly line: string | undefined;
}

export function Panel({ options, shown: { group, prompt } }: WatchProps) {
  const names = { unit: nameIn(options, 'unit'), bars: nameIn(options, 'bars')!, line: nameIn(options, 'line') };
  const all = group.rollouts.map((rollout) => partsOf(rollout, names));
  if (all.every((parts) => parts.length === 0)) return <p className="hint">{WATCH.lost}</p>;
  const numbers = all.flat().flatMap(({ bar, line }) => [bar ?? 0, line ?? 0].map(Math.abs));
  const full = Math.max(...numbers) || 1;
  return (
    <>
      <p className="watch-legend">
        <span>
          <i className="key-bar" aria-hidden="true" /> {names.bars}
        </span>
        {names.line !== undefined && (
          <span>
            <i className="key-line" aria-hidden="true" /> {names.line}
          </span>
        )}
      </p>
      {endsOf(group.rollouts).map((answer) => (
        <Parts key={answer.i} {...{ answer, names, full, prompt }} parts={all[answer.i]!} />
      ))}
    </>
  );
}

interface PartsProps {
  readonly answer: ShownAnswer;
  readonly names: Names;
  readonly parts: readonly UnitPart[];
  /** The largest number of the group, of bars and line. */
  readonly full: number;
  readonly prompt: PromptDraft | null;
}

function Parts({ answer, names: { unit, bars, line }, parts, full, prompt }: PartsProps) {
  const picture = prompt?.images[0];
  return (
    <div>
      <AnswerHead answer={answer} />
      {parts.length === 0 && <p className="hint">{TEXT.none}</p>}
      {parts.length > 0 && (
        <div className="watch-steps" tabIndex={0} role="group" aria-label={WATCH.roles[answer.role](answer.i)}>
          <div style={{ gridTemplateColumns: `repeat(${parts.length}, minmax(92px, 230px))` }}>
            {parts.map(({ text, crops }, n) => (
              <div key={n} className="part">
                <code>{text.trim()}</code>
                {picture &&
                  crops.map(({ box }, c) => (
                    <Crop key={c} box={box} picture={picture} label={TEXT.crop(n, GROUP.detail.box(box))} />
                  ))}
              </div>
            ))}
            <Bars parts={parts} full={full} label={spokenBars(unit, bars, parts)} />
            {parts.map(({ bar, line: height }, n) => (
              <small key={n}>
                {bar === null ? '–' : shortNumber(bar)}
                {line !== undefined && height !== null && <b>{shortNumber(height)}</b>}
              </small>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

const spokenBars = (unit: string | undefined, name: string, parts: readonly UnitPart[]) =>
  TEXT.chart(
    unit ?? TEXT.anyUnit,
    name,
    parts.map(({ bar }) => (bar === null ? '–' : shortNumber(bar))),
  );

/** One column per part; 0 in the middle, `full` at the edges. Dots are lines without length, round on any scale. */
function Bars({
  parts,
  full,
  label,
}: {
  readonly parts: readonly UnitPart[];
  readonly full: number;
  readonly label: string;
}) {
  const line = parts.flatMap(({ line: value }, n) => (value === null ? [] : [[n + 0.5, -value / full] as const]));
  return (
    <svg viewBox={`0 -1.25 ${parts.length} 2.5`} preserveAspectRatio="none" role="img" aria-label={label}>
      <path d={`M0 0H${parts.length}`} className="zero" />
      {parts.map(({ bar }, n) => {
        const height = Math.abs(bar ?? 0) / full;
        const top = (bar ?? 0) < 0 ? 0 : -height;
        const kind = (bar ?? 0) < 0 ? 'below' : 'above';
        return <rect key={n} className={kind} x={n + 0.3} width={0.4} y={top} height={height} />;
      })}
      {line.length > 1 && <polyline points={line.map((point) => point.join(',')).join(' ')} />}
      {line.map(([x, y]) => (
        <path key={x} className="dot" d={`M${x} ${y}h0`} />
      ))}
    </svg>
  );
}
