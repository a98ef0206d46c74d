// What: an engine as the page sees it: a worker, a recording in its place, or what a test puts in.
import type { EventEnvelope } from '../../training/protocol.ts';

/** What the store needs of a worker; tests put in their own. */
export interface EnginePort {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((message: { data: EventEnvelope }) => void) | null;
  onerror: ((error: { message: string }) => void) | null;
}
