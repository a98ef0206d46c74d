// What: the worksheets of lessons, to be opened.
import { Button } from 'react-aria-components';
import { LESSONS } from '../../lessons/lessons.ts';
import { openWorksheet } from '../../store/worksheet/worksheetView.ts';
import { CLASS } from '../texts/class.ts';

export function WorksheetLinks({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ul className="worksheet-links">
      {ids.map((id) => (
        <li key={id}>
          <Button onPress={() => openWorksheet(id, { answers: true, back: { id: 'class', of: '' } })}>
            {CLASS.barLesson(Number.parseInt(id, 10), LESSONS.get(id)?.title ?? id)}
          </Button>
        </li>
      ))}
    </ul>
  );
}
