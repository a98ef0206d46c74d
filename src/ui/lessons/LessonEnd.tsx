// What: behind the last step: what the learner knows now, and the lesson that follows; in a class, its result.
import { Button } from 'react-aria-components';
import type { Lesson } from '../../lessons/lesson.ts';
import { LESSONS } from '../../lessons/lessons.ts';
import { usePlan } from '../../store/class/currentPlan.ts';
import { leaveLesson, openLesson } from '../../store/lessons/openLesson.ts';
import { openPanel } from '../../store/view.ts';
import { CLASS } from '../texts/class.ts';
import { LESSON } from '../texts/lessons.ts';

export function LessonEnd({ lesson, id }: { readonly lesson: Lesson; readonly id: string }) {
  const plan = usePlan();
  // In a class, the next one of the teacher's.
  const ids = plan.on ? plan.lessons : [...LESSONS.keys()];
  const following = ids.includes(id) ? ids[ids.indexOf(id) + 1] : ids[0];
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
        {plan.on && <Button onPress={() => openPanel('result')}>{CLASS.myResult}</Button>}
        <Button onPress={() => void leaveLesson()}>{LESSON.leave}</Button>
      </p>
    </>
  );
}
