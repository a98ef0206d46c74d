// What: a lesson on paper: the sheet for learners, and behind it, if wished, the answers on a page of their own. What is not for paper is left out
// by the style sheet.
import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { Lesson } from '../../lessons/lesson.ts';
import { LESSONS } from '../../lessons/lessons.ts';
import { loadRecorded } from '../../store/lessons/recordedLesson.ts';
import { walkRecorded } from '../../store/worksheet/walkRecorded.ts';
import type { WalkedStep } from '../../store/worksheet/walkRecorded.ts';
import { leaveWorksheet, showAnswers, useWorksheet } from '../../store/worksheet/worksheetView.ts';
import { WORKSHEET } from '../texts/worksheet.ts';
import { SheetAnswer } from './SheetAnswer.tsx';
import { SheetStep } from './SheetStep.tsx';
import '../share/share.css';
import './worksheet.css';

export function WorksheetPage({ of }: { readonly of: string }) {
  const lesson = LESSONS.get(of);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  return (
    <main className="worksheet">
      <div className="not-on-paper row">
        <Button ref={back} onPress={leaveWorksheet}>
          {WORKSHEET.back}
        </Button>
        {lesson && <Choice />}
      </div>
      {lesson ? (
        <Sheet key={of} lesson={lesson} number={Number.parseInt(of, 10)} />
      ) : (
        <p role="alert">{WORKSHEET.unknown(of)}</p>
      )}
    </main>
  );
}

function Choice() {
  const answers = useWorksheet((view) => view.answers);
  return (
    <>
      <Checkbox className="tick" isSelected={answers} onChange={showAnswers}>
        <span className="mark" aria-hidden="true" />
        {WORKSHEET.answers}
      </Checkbox>
      <Button className="primary" onPress={() => window.print()}>
        {WORKSHEET.print}
      </Button>
    </>
  );
}

function Sheet({ lesson, number }: { readonly lesson: Lesson; readonly number: number }) {
  const { title, minutes, knows } = lesson;
  const answers = useWorksheet((view) => view.answers);
  const [steps, setSteps] = useState<readonly WalkedStep[] | null>(null);
  useEffect(() => {
    let gone = false;
    void walkRecorded(lesson, loadRecorded).then((walked) => gone || setSteps(walked));
    return () => void (gone = true);
  }, [lesson]);
  if (!steps) return <p role="status">{WORKSHEET.opening}</p>;
  return (
    <>
      <article className="sheet">
        <header>
          <small>
            {WORKSHEET.lesson(number)} · {WORKSHEET.minutes(minutes)}
          </small>
          <h1>{title}</h1>
          <p>{WORKSHEET.knows(knows)}</p>
          <p className="who">
            {WORKSHEET.name} <span className="blank" aria-hidden="true" /> {WORKSHEET.date}{' '}
            <span className="blank short" aria-hidden="true" />
          </p>
          <p>
            <small>{WORKSHEET.numbers}</small>
          </p>
        </header>
        {steps.map((walked, i) => (
          <SheetStep key={walked.step.id} walked={walked} number={i + 1} />
        ))}
      </article>
      {answers && (
        <article className="sheet answers">
          <header>
            <h2>{WORKSHEET.answersTitle(title)}</h2>
            <p>
              <small>{WORKSHEET.answersHint}</small>
            </p>
          </header>
          {steps.map((walked, i) => (
            <SheetAnswer key={walked.step.id} walked={walked} number={i + 1} />
          ))}
        </article>
      )}
    </>
  );
}
