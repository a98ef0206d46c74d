// What: the engine's worker. One that throws says so (`onerror`); one that is killed (by the browser, for want of memory, say) is silent, but
// the lock that it held comes free, which is told in the same way. Where the browser knows no locks, only the first is noticed.
import type { EventEnvelope } from '../../training/protocol.ts';
import type { EnginePort } from './enginePort.ts';

const randomName = () => `rollscope-engine/${Math.random().toString(36).slice(2, 12)}`;

export class EngineWorker implements EnginePort {
  onmessage: EnginePort['onmessage'] = null;
  onerror: EnginePort['onerror'] = null;
  private readonly lock = randomName();
  private readonly ended = new AbortController();
  private readonly worker = new Worker(new URL('../../training/session/worker.ts', import.meta.url), {
    type: 'module',
    name: this.lock,
  });
  private isWatched = false;

  constructor() {
    this.worker.onmessage = (message: MessageEvent<EventEnvelope>) => {
      void this.watch().catch(() => undefined); // it holds its lock before it says anything
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

  private async watch(): Promise<void> {
    if (this.isWatched || !('locks' in navigator)) return;
    this.isWatched = true;
    const { signal } = this.ended;
    // A lock that it could not get is free, too, and says nothing.
    const { held = [] } = await navigator.locks.query();
    if (signal.aborted || !held.some(({ name }) => name === this.lock)) return;
    const tell = () => {
      if (!signal.aborted) this.onerror?.({ message: '' });
    };
    await navigator.locks.request(this.lock, { signal }, tell);
  }
}
