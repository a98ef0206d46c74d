// What: the bar of a class that the page was opened for: its lessons in order with how far the learner is, and the way to the result.
import { Button } from 'react-aria-components';
import { LESSONS } from '../../lessons/lessons.ts';
import { usePlan } from '../../store/class/currentPlan.ts';
import { useCurrentLesson } from '../../store/lessons/currentLesson.ts';
import { openLesson } from '../../store/lessons/openLesson.ts';
import { useProgress } from '../../store/lessons/progress.ts';
import { togglePanel } from '../../store/view.ts';
import { LESSON } from '../texts/lessons.ts';
import { CLASS } from '../texts/class.ts';
import './classBar.css';

export function ClassBar() {
  const ids = usePlan(({ lessons }) => lessons);
  const progress = useProgress(({ lessons }) => lessons);
  const current = useCurrentLesson(({ id }) => id);
  const next = ids.find((id) => !progress[id]?.done);
  return (
    <nav className="class-bar" aria-label={CLASS.bar}>
      <ol>
        {ids.map((id) => (
          <li key={id}>
            <Button
              className={id === next && current === null ? 'primary' : ''}
              aria-current={id === current ? 'step' : undefined}
              onPress={() => id !== current && void openLesson(id)}
            >
              {CLASS.barLesson(Number.parseInt(id, 10), LESSONS.get(id)?.title ?? id)}
              {progress[id]?.done && (
                <>
                  {' '}
                  <span aria-hidden="true">✓</span>
                  <span className="hidden">{LESSON.done}</span>
                </>
              )}
            </Button>
          </li>
        ))}
      </ol>
      <Button onPress={() => togglePanel('result')}>{CLASS.myResult}</Button>
    </nav>
  );
}
