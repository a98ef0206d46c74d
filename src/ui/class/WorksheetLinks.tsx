// What: the worksheets of lessons, to be opened.
import { Button } from 'react-aria-components';
import { LESSONS } from '../../lessons/lessons.ts';
import { goTo } from '../../store/view.ts';
import { CLASS } from '../texts/class.ts';

export function WorksheetLinks({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ul className="worksheet-links">
      {ids.map((id) => (
        <li key={id}>
          <Button onPress={() => goTo({ id: 'worksheet', of: id })}>
            {CLASS.barLesson(Number.parseInt(id, 10), LESSONS.get(id)?.title ?? id)}
          </Button>
        </li>
      ))}
    </ul>
  );
}
