// What: behind the last step: what the learner knows now, and the lesson that follows.
import { Button } from 'react-aria-components';
import type { Lesson } from '../../lessons/lesson.ts';
import { LESSONS } from '../../lessons/lessons.ts';
import { leaveLesson, openLesson } from '../../store/lessons/openLesson.ts';
import { LESSON } from '../texts/lessons.ts';

export function LessonEnd({ lesson, id }: { readonly lesson: Lesson; readonly id: string }) {
  const ids = [...LESSONS.keys()];
  const following = ids[ids.indexOf(id) + 1];
  const title = following && LESSONS.get(following)?.title;
  return (
    <>
      <p>{LESSON.endText(lesson.knows)}</p>
      <p className="hint">{LESSON.stay}</p>
      <p className="row">
        {following && title && (
          <Button className="primary" onPress={() => void openLesson(following)}>
            {LESSON.nextLesson(title)}
          </Button>
        )}
        <Button onPress={() => void leaveLesson()}>{LESSON.leave}</Button>
      </p>
    </>
  );
}
