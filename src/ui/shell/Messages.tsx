// What: sentences for the visitor: errors (announced at once) and notes about the device.
import { dismiss } from '../../store/actions.ts';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

export function Messages() {
  const messages = useStore((state) => state.messages);
  const notes = useStore((state) => state.device?.notes) ?? [];
  return (
    <>
      {notes.map((note) => (
        <p key={note} className="device-note">
          {note}
        </p>
      ))}
      <div className="messages" role="alert">
        {messages.map(({ id, text }) => (
          <p key={id}>
            {text}
            <button onClick={() => dismiss(id)} aria-label={SHELL.dismiss(text)}>
              ×
            </button>
          </p>
        ))}
      </div>
    </>
  );
}
