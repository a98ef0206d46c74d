// What: the lesson that is on: the step's text, the prediction, what to do, what was told, and the way on. It stands in the place of the left
// column, or as a sheet at the bottom of a narrow window, and covers nothing that it points at.
import { useEffect, useRef, useState } from 'react';
import { Button, Heading } from 'react-aria-components';
import { leaveLesson } from '../../store/lessons/openLesson.ts';
import { stepOf, useLesson } from '../../store/lessons/lessonState.ts';
import { useStore } from '../../store/store.ts';
import { LESSON } from '../texts/lessons.ts';
import { LessonBody } from './LessonBody.tsx';
import { LessonEnd } from './LessonEnd.tsx';
import { PointOut } from './PointOut.tsx';
import { RecordedChoice } from './RecordedChoice.tsx';
import './lessons.css';

export function LessonCard() {
  const state = useLesson();
  const [small, setSmall] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = stepOf(state);
  const loading = useStore((page) => page.state === 'loading' || page.state === 'empty');
  const { lesson, at, phase, problem, id } = state;
  // Whoever goes on by keyboard is read the new step.
  useEffect(() => void heading.current?.focus({ preventScroll: true }), [id, at]);
  if (!lesson || !step) return null;
  const { title, steps } = lesson;
  const done = phase === 'done';
  return (
    <section
      className={small ? 'lesson-card small' : 'lesson-card'}
      aria-label={LESSON.label(title)}
      data-lesson={id}
      data-step={step.id}
      data-phase={phase}
      data-acted={state.acted}
    >
      <div className="lesson-head">
        <small>
          {title} · {LESSON.stepOf(at + 1, steps.length)}
        </small>
        <Button className="quiet fold" aria-expanded={!small} onPress={() => setSmall(!small)}>
          {small ? LESSON.larger : LESSON.smaller}
        </Button>
        <Button className="quiet" aria-label={LESSON.leaveHelp} onPress={() => void leaveLesson()}>
          {LESSON.leave}
        </Button>
        <progress
          value={done ? steps.length : at}
          max={steps.length}
          aria-label={LESSON.stepOf(at + 1, steps.length)}
        />
      </div>
      <div className="lesson-body">
        <Heading level={2} ref={heading} tabIndex={-1}>
          {done ? LESSON.end : step.title}
        </Heading>
        {done ? <LessonEnd lesson={lesson} id={id} /> : <LessonBody />}
        {phase === 'preparing' && !problem && (
          <p className="hint" role="status">
            {loading ? LESSON.loading : LESSON.preparing}
          </p>
        )}
        {problem && <p role="alert">{problem}</p>}
        {!done && <RecordedChoice />}
      </div>
      <PointOut targets={done ? [] : (step.show ?? [])} phase={phase} />
    </section>
  );
}
