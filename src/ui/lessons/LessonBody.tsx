// What: the inside of a step, in the order in which it happens: text, prediction, acts, what was told, the way on.
import { useEffect, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { Act, Verdict } from '../../lessons/lesson.ts';
import { useKeptSteps } from '../../store/group/keptSteps.ts';
import { factsNow } from '../../store/lessons/facts.ts';
import { stepOf, useLesson } from '../../store/lessons/lessonState.ts';
import { again, isMissed, next, predict } from '../../store/lessons/player.ts';
import { useStore } from '../../store/store.ts';
import { LESSON } from '../texts/lessons.ts';
import { LessonFormula } from './LessonFormula.tsx';
import { InLine, Markup } from './Markup.tsx';
import { PredictField } from './PredictField.tsx';
import { YourPrediction } from './YourPrediction.tsx';

/** A text that is made from the facts follows the run. */
function useWords(): string {
  const step = useLesson(stepOf);
  const lesson = useLesson();
  const points = useStore((page) => page.points);
  const stages = useStore((page) => page.stages);
  const kept = useKeptSteps(({ steps }) => steps);
  return useMemo(() => {
    const text = step?.text ?? '';
    return typeof text === 'string' ? text : text(factsNow());
    // What a text may speak about changes with these.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [step, lesson, points, stages, kept]);
}

export function LessonBody() {
  const state = useLesson();
  const words = useWords();
  const step = stepOf(state)!;
  const { phase, acted, verdict, prediction, lesson, at } = state;
  const last = at + 1 === lesson!.steps.length;
  const asking = phase === 'predict' && step.predict !== undefined;
  return (
    <>
      <Markup text={words} />
      {step.formula && <LessonFormula key={step.id} formula={step.formula} />}
      {asking && <PredictField key={step.id} prediction={step.predict!} onPredict={predict} />}
      {prediction !== null && step.predict && <YourPrediction asked={step.predict} value={prediction} />}
      {(phase === 'act' || phase === 'told') && step.act && <Acts acts={step.act} acted={acted} />}
      {verdict && <Told verdict={verdict} predicted={step.predict !== undefined} />}
      {phase === 'told' && (
        <p className="row">
          {isMissed(state) ? (
            <>
              <Button className="primary" onPress={again}>
                {LESSON.tryAgain}
              </Button>
              <Button onPress={next}>{LESSON.goOnAnyway}</Button>
            </>
          ) : (
            <Button className="primary next" onPress={next}>
              {last ? LESSON.finish : LESSON.next}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

function Acts({ acts, acted }: { readonly acts: readonly Act[]; readonly acted: number }) {
  return (
    <ul className="acts" aria-label={LESSON.toDo}>
      {acts.map((act, i) => (
        <li
          key={i}
          className={i < acted ? 'done' : i === acted ? 'now' : ''}
          aria-current={i === acted ? 'step' : undefined}
        >
          <span className="mark" aria-hidden="true">
            {i < acted ? '✓' : '▸'}
          </span>
          <span>
            <InLine text={act.say} />
            {i < acted && <span className="hidden"> ({LESSON.isDone})</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Told({ verdict: { passed, says }, predicted }: { readonly verdict: Verdict; readonly predicted: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  // Browsers may return a promise, which an effect must not.
  useEffect(() => void box.current?.scrollIntoView({ block: 'nearest' }), []);
  const word = predicted ? (passed ? LESSON.right : LESSON.wrong) : passed ? LESSON.reachedGoal : LESSON.missed;
  return (
    <div ref={box} className={passed ? 'told passed' : 'told'} role="status" data-passed={passed}>
      <strong>{word}</strong>
      <Markup text={says} />
    </div>
  );
}
