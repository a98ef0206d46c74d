// What: the engine as a module outside React: spawns the worker, sends commands, routes events into the store.
import { PROTOCOL_VERSION } from '../../training/protocol.ts';
import type { Command, EngineState, EventEnvelope } from '../../training/protocol.ts';
import type { EnginePort } from './enginePort.ts';
import { EngineWorker } from './engineWorker.ts';
import { eventQueue } from './eventQueue.ts';
import { addMessage, applyEvent, useStore } from '../store.ts';
import { RUN_TEXTS } from '../texts/run.ts';

const newWorker = (): EnginePort => new EngineWorker();

let port: EnginePort | null = null;
/** Plays the run in the engine's place, while the engine itself may still be loading. */
let standIn: EnginePort | null = null;
/** What the engine's own state is while something stands in. */
let heldState: EngineState = 'empty';
const MOVES_THE_RUN = 'setPrompts start pause resume step stage pace reset evaluate inspect inspectGroup'.split(' ');
let lastId = 0;
/** Commands without an answer yet, by id. */
const waiting = new Map<number, { readonly receiver: EnginePort; readonly resolve: (ok: boolean) => void }>();

type Listener = (event: EventEnvelope) => void;
const listeners = new Set<Listener>();
/** Hears every event of the engine, after the store has it; for what is not state of the page, such as checkpoints. */
export const listenToEngine = (listener: Listener) => void listeners.add(listener);

const answer = (id: number, ok: boolean) => {
  waiting.get(id)?.resolve(ok);
  waiting.delete(id);
};

/** It is gone: what it was asked is refused; what another was asked still gets its answer. */
function giveUpOn(gone: EnginePort): void {
  for (const [id, { receiver }] of waiting) if (receiver === gone) answer(id, false);
}

/** The state of the engine itself, whatever plays in its place. */
export const engineState = (): EngineState => (standIn ? heldState : useStore.getState().state);
export const hasStandIn = () => standIn !== null;

const played = eventQueue<EventEnvelope>((events) => {
  useStore.setState((before) => events.reduce(applyEvent, before));
  for (const event of events) {
    // Only answers are for listeners: a recorded step is not a step of the run that is kept or compared.
    if (event.type === 'inspected') for (const listener of listeners) listener(event);
    if (event.type === 'done') answer(event.id, event.ok);
  }
});

/** null = the engine is back, in the state that it is in. */
export function setStandIn(other: EnginePort | null): void {
  arrived.flush();
  if (standIn) {
    standIn.onmessage = null;
    played.drop();
    standIn.terminate();
    giveUpOn(standIn);
    useStore.setState({ state: heldState, progress: null });
  }
  heldState = useStore.getState().state;
  standIn = other;
  if (!standIn) return;
  standIn.onmessage = ({ data }) => played.put(data);
}

const arrived = eventQueue<EventEnvelope>((events) => {
  useStore.setState((before) =>
    events.reduce((state, event) => {
      if (event.type !== 'state' || !standIn) return applyEvent(state, event);
      heldState = event.state;
      return state;
    }, before),
  );
  for (const event of events) {
    for (const listener of listeners) listener(event);
    if (event.type === 'done') answer(event.id, event.ok);
  }
});

/** Nobody waits for, or listens to, an engine that is gone. */
function forget(): void {
  if (!port) return;
  const gone = port;
  gone.onmessage = gone.onerror = null;
  gone.terminate();
  port = null;
  arrived.drop();
  giveUpOn(gone);
}

export const isConnected = () => port !== null;

export function connectEngine(makePort: () => EnginePort = newWorker): void {
  forget();
  port = makePort();
  port.onmessage = ({ data }) => arrived.put(data);
  port.onerror = ({ message }) => {
    const text = RUN_TEXTS.engineStopped(message);
    arrived.flush();
    forget();
    heldState = 'failed';
    useStore.setState((state) => ({
      state: standIn ? state.state : 'failed',
      progress: null,
      messages: addMessage(state.messages, 'error', text),
    }));
  };
}

/** Sends a command; resolves true when it was carried out, false when it was refused (a sentence was shown). */
export function send(command: Command): Promise<boolean> {
  const receiver = standIn && MOVES_THE_RUN.includes(command.type) ? standIn : port;
  if (!receiver) return Promise.resolve(false);
  const id = ++lastId;
  receiver.postMessage({ version: PROTOCOL_VERSION, id, ...command });
  return new Promise((resolve) => waiting.set(id, { receiver, resolve }));
}
