// What: the engine as a module outside React: spawns the worker, sends commands, routes events into the store.
import { PROTOCOL_VERSION } from '../training/protocol.ts';
import type { Command, EventEnvelope } from '../training/protocol.ts';
import { addMessage, applyEvent, useStore } from './store.ts';

/** What the store needs of a worker; tests put in their own. */
export interface EnginePort {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((message: { data: EventEnvelope }) => void) | null;
  onerror: ((error: { message: string }) => void) | null;
}

const newWorker = () =>
  new Worker(new URL('../training/worker.ts', import.meta.url), { type: 'module' }) as unknown as EnginePort;

let port: EnginePort | null = null;
let lastId = 0;
const waiting = new Map<number, (ok: boolean) => void>();

/** Nobody waits for, or listens to, an engine that is gone. */
function forget(): void {
  if (port) {
    port.onmessage = port.onerror = null;
    port.terminate();
    port = null;
  }
  for (const resolve of waiting.values()) resolve(false);
  waiting.clear();
}

export const isConnected = () => port !== null;

export function connectEngine(makePort: () => EnginePort = newWorker): void {
  forget();
  port = makePort();
  port.onmessage = ({ data }) => {
    useStore.setState((state) => applyEvent(state, data));
    if (data.type !== 'done') return;
    waiting.get(data.id)?.(data.ok);
    waiting.delete(data.id);
  };
  port.onerror = ({ message }) => {
    const text = `The engine stopped${message ? ` (${message})` : ''}; press “Load the model” to start it again. Your pictures are still here.`;
    forget();
    useStore.setState((state) => ({
      state: 'failed',
      progress: null,
      messages: addMessage(state.messages, 'error', text),
    }));
  };
}

/** Sends a command; resolves true when it was carried out, false when it was refused (a sentence was shown). */
export function send(command: Command): Promise<boolean> {
  if (!port) return Promise.resolve(false);
  const id = ++lastId;
  port.postMessage({ version: PROTOCOL_VERSION, id, ...command });
  return new Promise((resolve) => waiting.set(id, resolve));
}
