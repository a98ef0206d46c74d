// What: all lessons with their minutes and how far the learner is, and their worksheets.
import { Button, Heading } from 'react-aria-components';
import type { Lesson } from '../../lessons/lesson.ts';
import { LESSONS } from '../../lessons/lessons.ts';
import { openLesson } from '../../store/lessons/openLesson.ts';
import { useProgress } from '../../store/lessons/progress.ts';
import { openWorksheet } from '../../store/worksheet/worksheetView.ts';
import { goTo, openPanel } from '../../store/view.ts';
import { CLASS } from '../texts/class.ts';
import { GLOSSARY } from '../texts/glossary.ts';
import { LESSON } from '../texts/lessons.ts';
import { WORKSHEET } from '../texts/worksheet.ts';
import './lessonList.css';

export function LessonList() {
  return (
    <>
      <p className="hint">{LESSON.intro}</p>
      <p className="row">
        <Button onPress={() => openPanel('glossary')}>{GLOSSARY.title}</Button>
        <Button onPress={() => goTo({ id: 'class', of: '' })}>{CLASS.forTeachers}</Button>
      </p>
      <ol className="lesson-list">
        {[...LESSONS].map(([id, lesson]) => (
          <Row key={id} id={id} lesson={lesson} />
        ))}
      </ol>
    </>
  );
}

function Row({ id, lesson: { title, minutes, knows, steps } }: { readonly id: string; readonly lesson: Lesson }) {
  const progress = useProgress(({ lessons }) => lessons[id]);
  const at = steps.findIndex((step) => step.id === progress?.step);
  const begun = progress && !progress.done && at > 0;
  const [word, name] = progress?.done
    ? [LESSON.again, LESSON.againOf(title)]
    : begun
      ? [LESSON.goOn, LESSON.goOnOf(title)]
      : [LESSON.start, LESSON.startOf(title)];
  return (
    <li>
      <div>
        <Heading level={3}>
          <span>{Number.parseInt(id, 10)}</span> {title}
        </Heading>
        <p>{knows}</p>
        <small>
          {LESSON.minutes(minutes)}
          {begun && ` · ${LESSON.reached(at + 1, steps.length)}`}
          {progress?.done && ` · ${LESSON.done}`}
        </small>
      </div>
      <Button
        className="quiet sheet-link"
        aria-label={WORKSHEET.openOf(title)}
        onPress={() => openWorksheet(id, { answers: false, back: null })}
      >
        {WORKSHEET.open}
      </Button>
      <Button aria-label={name} className={progress?.done ? '' : 'primary'} onPress={() => void openLesson(id)}>
        {word}
      </Button>
    </li>
  );
}
