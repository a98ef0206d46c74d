// What: what the last trial found, in sentences; a line number jumps there.
import { Button } from 'react-aria-components';
import { useRewardEditor } from '../../store/editor/rewardEditor.ts';
import { EDITOR } from '../texts/editor.ts';
import type { CodeFieldProps } from './CodeField.tsx';

export function ProblemList({ jump }: CodeFieldProps) {
  const { tested, text, note, busy } = useRewardEditor();
  const stale = tested !== null && tested.text !== text;
  return (
    <div className="problems" role="status" aria-label={EDITOR.problems}>
      {busy && <p className="hint">{EDITOR.trying}</p>}
      {note && <p>{note}</p>}
      {stale && <p className="hint">{EDITOR.stale}</p>}
      {tested && !stale && tested.problems.length === 0 && <p className="fine">{EDITOR.fine(tested.seconds)}</p>}
      {tested && !stale && (
        <ul>
          {tested.problems.map(({ message, line, column, severity }, i) => (
            <li key={i} className={severity}>
              {line !== undefined && (
                <Button className="quiet" onPress={() => jump.current(line, column)}>
                  {EDITOR.line(line)}
                </Button>
              )}
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
