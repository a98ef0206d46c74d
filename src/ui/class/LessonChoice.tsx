// What: which lessons a class goes through, and in which order.
import { Button, Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { LESSONS } from '../../lessons/lessons.ts';
import { chooseForClass, moveLesson, useClassMaker } from '../../store/class/classMaker.ts';
import { CLASS } from '../texts/class.ts';

export function LessonChoice() {
  const chosen = useClassMaker((maker) => maker.lessons);
  const minutes = chosen.reduce((sum, id) => sum + (LESSONS.get(id)?.minutes ?? 0), 0);
  // The order is that of the presses, not that of the list.
  const choose = (now: readonly string[]) =>
    chooseForClass({
      lessons: [...chosen.filter((id) => now.includes(id)), ...now.filter((id) => !chosen.includes(id))],
    });
  return (
    <>
      <CheckboxGroup value={[...chosen]} onChange={choose} className="class-lessons">
        <Label>{CLASS.lessons}</Label>
        {[...LESSONS].map(([id, { title, minutes: own }]) => (
          <Checkbox key={id} value={id} className="tick">
            <span className="mark" aria-hidden="true" />
            {CLASS.lessonName(Number.parseInt(id, 10), title, own)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <div className="class-order">
        <h3>{CLASS.chosen}</h3>
        {chosen.length === 0 ? (
          <p className="hint">{CLASS.noLessons}</p>
        ) : (
          <p className="hint">{CLASS.minutes(minutes)}</p>
        )}
        <ol>
          {chosen.map((id, i) => (
            <Row key={id} id={id} first={i === 0} last={i === chosen.length - 1} />
          ))}
        </ol>
      </div>
    </>
  );
}

interface RowProps {
  readonly id: string;
  readonly first: boolean;
  readonly last: boolean;
}
function Row({ id, first, last }: RowProps) {
  const title = LESSONS.get(id)?.title ?? id;
  return (
    <li>
      <span>{title}</span>
      <Button className="quiet" aria-label={CLASS.earlier(title)} isDisabled={first} onPress={() => moveLesson(id, -1)}>
        <span aria-hidden="true">▲</span>
      </Button>
      <Button className="quiet" aria-label={CLASS.later(title)} isDisabled={last} onPress={() => moveLesson(id, 1)}>
        <span aria-hidden="true">▼</span>
      </Button>
    </li>
  );
}
