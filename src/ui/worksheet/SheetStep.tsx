// What: one step of a lesson on the learners' sheet: its text, what they expect, what they do, room to write.
import type { Prediction } from '../../lessons/lesson.ts';
import { say } from '../../lessons/numbers.ts';
import type { WalkedStep } from '../../store/worksheet/walkRecorded.ts';
import { InLine, Markup } from '../lessons/Markup.tsx';
import { WORKSHEET } from '../texts/worksheet.ts';
import { EmptyAxes } from './EmptyAxes.tsx';

export function SheetStep({
  walked: { step, text },
  number,
}: {
  readonly walked: WalkedStep;
  readonly number: number;
}) {
  const { title, predict, act = [] } = step;
  return (
    <div className="sheet-step">
      <h2>{WORKSHEET.step(number, title)}</h2>
      <Markup text={text} />
      {predict && <Asked predict={predict} />}
      {act.length > 0 && (
        <ul className="sheet-acts" aria-label={WORKSHEET.do}>
          {act.map((one, i) => (
            <li key={i}>
              <span className="box" aria-hidden="true" /> <InLine text={one.say} />
            </li>
          ))}
        </ul>
      )}
      <p className="room">
        <strong>{WORKSHEET.happened}</strong>
      </p>
    </div>
  );
}

function Asked({ predict }: { readonly predict: Prediction }) {
  return (
    <div className="sheet-asked">
      <p>
        <strong>{WORKSHEET.expect}</strong> <InLine text={predict.ask} />
      </p>
      {predict.kind === 'choice' && (
        <ul>
          {predict.options.map(({ id, text }) => (
            <li key={id}>
              <span className="box" aria-hidden="true" /> <InLine text={text} />
            </li>
          ))}
        </ul>
      )}
      {predict.kind === 'number' && (
        <p>
          {WORKSHEET.number(predict.unit)} <span className="blank" aria-hidden="true" />{' '}
          <small>{WORKSHEET.range(say(predict.min), say(predict.max))}</small>
        </p>
      )}
      {predict.kind === 'curve' && (
        <>
          <p>{WORKSHEET.draw(predict.metric, predict.unit)}</p>
          <EmptyAxes {...predict} label={WORKSHEET.axes(predict.metric, predict.points)} />
        </>
      )}
    </div>
  );
}
