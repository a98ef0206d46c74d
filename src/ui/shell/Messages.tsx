// What: sentences for the visitor: errors and notes, announced at once.
import { Button } from 'react-aria-components';
import { dismiss } from '../../store/actions.ts';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

export function Messages() {
  const messages = useStore((state) => state.messages);
  return (
    <div className="messages" role="alert">
      {messages.map(({ id, text }) => (
        <p key={id}>
          {text}
          <Button className="quiet" onPress={() => dismiss(id)} aria-label={SHELL.dismiss(text)}>
            <span aria-hidden="true">✕</span>
          </Button>
        </p>
      ))}
    </div>
  );
}
