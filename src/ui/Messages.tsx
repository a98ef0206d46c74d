// What: sentences for the visitor: errors (announced at once) and notes about the device.
import { dismiss } from '../store/actions.ts';
import { useStore } from '../store/store.ts';

export function Messages() {
  const messages = useStore((state) => state.messages);
  const notes = useStore((state) => state.device?.notes) ?? [];
  return (
    <div className="messages">
      {notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <div role="alert">
        {messages.map(({ id, text }) => (
          <p key={id} className="error">
            {text}
            <button onClick={() => dismiss(id)} aria-label={`Dismiss: ${text}`}>
              ×
            </button>
          </p>
        ))}
      </div>
    </div>
  );
}
