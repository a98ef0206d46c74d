// What: the engine's worker. One that throws says so (`onerror`); one that is killed (by the browser, for want of memory, say) is silent, but
// the lock that it held comes free, which is told in the same way. Where the browser knows no locks, only the first is noticed.
import type { EventEnvelope } from '../../training/protocol.ts';

const randomName = () => `rollscope-engine/${Math.random().toString(36).slice(2, 12)}`;

/** An EnginePort (engine.ts). */
export class EngineWorker {
  onmessage: ((message: { data: EventEnvelope }) => void) | null = null;
  onerror: ((error: { message: string }) => void) | null = null;
  private readonly lock = randomName();
  private readonly ended = new AbortController();
  private readonly worker = new Worker(new URL('../../training/session/worker.ts', import.meta.url), {
    type: 'module',
    name: this.lock,
  });
  private isWatched = false;

  constructor() {
    this.worker.onmessage = (message: MessageEvent<EventEnvelope>) => {
      this.watch(); // it holds its lock before it says anything
      this.onmessage?.(message);
    };
    this.worker.onerror = ({ message }) => this.onerror?.({ message });
  }

  postMessage(message: unknown): void {
    this.worker.postMessage(message);
  }

  terminate(): void {
    this.ended.abort();
    this.worker.terminate();
  }

  private watch(): void {
    if (this.isWatched || !('locks' in navigator)) return;
    this.isWatched = true;
    const { signal } = this.ended;
    const tell = () => {
      if (!signal.aborted) this.onerror?.({ message: '' });
    };
    void navigator.locks.request(this.lock, { signal }, tell).catch(() => undefined);
  }
}
