// What: the worker's entry: checks what comes in, hands it to the session, posts what comes out.
import { browserParts } from './browserParts.ts';
import { errorEvent } from './errorEvent.ts';
import type { EngineEvent, EventEnvelope } from '../protocol.ts';
import { PROTOCOL_VERSION } from '../protocol.ts';
import { checkCommand, idOf } from '../protocolCheck.ts';
import { TrainingSession } from './session.ts';

const emit = (event: EngineEvent): void => {
  postMessage({ version: PROTOCOL_VERSION, ...event } satisfies EventEnvelope);
};

/** Held as long as this worker lives, under the name that the page gave it: a worker that is killed tells nobody, but its lock is free. */
const held = new Promise<void>((resolve) => {
  const hold = () => {
    resolve();
    return new Promise<never>(() => undefined);
  };
  if (self.name === '' || !('locks' in navigator)) resolve();
  else void navigator.locks.request(self.name, hold).catch(() => resolve());
});

const session = new TrainingSession(browserParts(), emit);

async function receive(message: unknown): Promise<void> {
  let ok = false;
  await held;
  try {
    ok = await session.handle(checkCommand(message));
  } catch (error) {
    emit(errorEvent(error, 'protocol', false));
  }
  emit({ type: 'done', id: idOf(message), ok });
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => void receive(data));
