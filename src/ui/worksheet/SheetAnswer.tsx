// What: one step of a lesson on the teacher's page of answers: what was expected rightly, what the recorded run made of it, and which run it is.
import { Fragment } from 'react';
import type { Prediction, Step } from '../../lessons/lesson.ts';
import { say } from '../../lessons/numbers.ts';
import type { WalkedStep } from '../../store/worksheet/walkRecorded.ts';
import { InLine, Markup } from '../lessons/Markup.tsx';
import { WORKSHEET } from '../texts/worksheet.ts';
import { EmptyAxes } from './EmptyAxes.tsx';

export function SheetAnswer({ walked, number }: { readonly walked: WalkedStep; readonly number: number }) {
  const { step, told, textAfter, recorded, made } = walked;
  const { predict } = step;
  return (
    <div className="sheet-answer">
      <h3>{WORKSHEET.step(number, step.title)}</h3>
      {predict && (
        <p>
          <strong>{WORKSHEET.right}:</strong> <InLine text={rightOf(predict)} />
        </p>
      )}
      {predict?.kind === 'curve' && (
        <EmptyAxes {...predict} made={recorded ? made : predict.walk.right} label={WORKSHEET.made(predict.metric)} />
      )}
      {recorded ? (
        <Fragment>
          <Markup text={told?.says ?? textAfter ?? ''} />
          <p>
            <small>
              {WORKSHEET.from(recorded.name, recorded.seed, recorded.commit)} {chosenIn(step)}
            </small>
          </p>
        </Fragment>
      ) : (
        <p>{WORKSHEET.noRun}</p>
      )}
    </div>
  );
}

/** What the learner chose in the recorded run, where the lesson leaves the choice. */
const chosenIn = ({ act = [] }: Step): string =>
  act.flatMap((one) => (one.kind === 'knob' ? [WORKSHEET.chosen(one.name, one.walk)] : [])).join(' ');

function rightOf(predict: Prediction): string {
  if (predict.kind === 'choice') return predict.options.find(({ id }) => id === predict.walk.right)?.text ?? '';
  if (predict.kind === 'number')
    return WORKSHEET.tolerance(say(predict.walk.right), say(predict.tolerance), predict.unit);
  return WORKSHEET.made(predict.metric);
}
