// What: the engine as a module outside React: spawns the worker, sends commands, routes events into the store.
import { PROTOCOL_VERSION } from '../training/protocol.ts';
import type { Command, EventEnvelope } from '../training/protocol.ts';
import { addMessage, applyEvent, useStore } from './store.ts';

/** What the store needs of a worker; tests put in their own. */
export interface EnginePort {
  postMessage(message: unknown): void;
  onmessage: ((message: { data: EventEnvelope }) => void) | null;
  onerror: ((error: { message: string }) => void) | null;
}

let port: EnginePort | null = null;
let lastId = 0;
const waiting = new Map<number, (ok: boolean) => void>();

export function connectEngine(given?: EnginePort): void {
  const worker = (given ??
    new Worker(new URL('../training/worker.ts', import.meta.url), { type: 'module' })) as EnginePort;
  port = worker;
  worker.onmessage = ({ data }) => {
    useStore.setState((state) => applyEvent(state, data));
    if (data.type !== 'done') return;
    waiting.get(data.id)?.(data.ok);
    waiting.delete(data.id);
  };
  worker.onerror = ({ message }) => {
    const text = `The engine stopped (${message}). Reload the page to go on; pictures and questions must be added again.`;
    useStore.setState((state) => ({ state: 'failed', messages: addMessage(state.messages, 'error', text) }));
  };
}

/** Sends a command; resolves true when it was carried out, false when it was refused (a sentence was shown). */
export function send(command: Command): Promise<boolean> {
  const id = ++lastId;
  port?.postMessage({ version: PROTOCOL_VERSION, id, ...command });
  return new Promise((resolve) => waiting.set(id, resolve));
}
