// What: undo and redo of every edit of the data; Ctrl+Z and Ctrl+Shift+Z work anywhere but in a text field.
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { isLocked } from '../../store/access.ts';
import { redo, undo, useHistory } from '../../store/prompts/promptHistory.ts';
import { PICTURES } from '../texts/pictures.ts';

/** A text field has an undo of its own. */
const isText = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable], [contenteditable] *');

function onKey(event: KeyboardEvent): void {
  if (isLocked('pictures')) return;
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) redo();
  else undo();
}

export function UndoButtons() {
  const undoing = useHistory(({ past }) => past.at(-1)?.what);
  const redoing = useHistory(({ future }) => future.at(-1)?.what);
  const spoken = useHistory((history) => history.spoken);
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="icons">
      <IconButton icon="↶" label={PICTURES.undo(undoing)} able={undoing !== undefined} onPress={undo} />
      <IconButton icon="↷" label={PICTURES.redo(redoing)} able={redoing !== undefined} onPress={redo} />
      <span className="hidden" role="status">
        {spoken}
      </span>
    </div>
  );
}

interface IconProps {
  readonly icon: string;
  readonly label: string;
  readonly able: boolean;
  readonly onPress: () => void;
}
function IconButton({ icon, label, able, onPress }: IconProps) {
  return (
    <Button className="quiet icon" isDisabled={!able} aria-label={label} onPress={onPress}>
      <span aria-hidden="true" title={label}>
        {icon}
      </span>
    </Button>
  );
}
