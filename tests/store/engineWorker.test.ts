// What: a worker of the engine that is killed says nothing; its lock, which comes free, does. One that the page itself ends is not told of.
import { afterEach, expect, test, vi } from 'vitest';
import { EngineWorker } from '../../src/store/engine/engineWorker.ts';

/** As a browser keeps them: one holder, the others wait; a signal takes one out of the line. */
class Locks {
  holder = '';
  query = () => Promise.resolve({ held: [{ name: this.holder }] });
  private readonly held = new Map<string, (() => void)[]>();
  request = (name: string, options: { readonly signal?: AbortSignal }, given: () => void): Promise<void> =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(new Error('AbortError')));
      this.held.set(name, [...(this.held.get(name) ?? []), () => resolve(given())]);
    });
  waitingFor = (name: string) => this.held.get(name)?.length ?? 0;
  /** Its holder has died. */
  free = (name: string) => this.held.get(name)!.forEach((grant) => grant());
}

class FakeWorker {
  static last: FakeWorker;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onerror: ((error: { message: string }) => void) | null = null;
  isEnded = false;
  constructor(
    _url: URL,
    readonly options: { readonly name: string },
  ) {
    FakeWorker.last = this;
  }
  postMessage(): void {}
  terminate(): void {
    this.isEnded = true;
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
afterEach(() => vi.unstubAllGlobals());
function made() {
  const locks = new Locks();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', { locks });
  const engine = new EngineWorker();
  const said: string[] = [];
  engine.onmessage = () => said.push('message');
  engine.onerror = ({ message }) => said.push(`error: ${message}`);
  locks.holder = FakeWorker.last.options.name;
  return { locks, engine, said, worker: FakeWorker.last, name: FakeWorker.last.options.name };
}

test('its lock is asked for when it has spoken, once; free, it is dead', async () => {
  const { locks, said, worker, name } = made();
  expect(locks.waitingFor(name)).toBe(0); // it may not have it yet
  worker.onmessage!({ data: 1 });
  worker.onmessage!({ data: 2 });
  await settled();
  expect(locks.waitingFor(name)).toBe(1);
  locks.free(name);
  await Promise.resolve();
  expect(said).toEqual(['message', 'message', 'error: ']);
});

test('one that throws says why; two have two names', () => {
  const { said, worker, name } = made();
  worker.onerror!({ message: 'no memory' });
  expect(said).toEqual(['error: no memory']);
  expect(made().name).not.toBe(name);
});

test('one that the page ends is not told of', async () => {
  const { locks, engine, said, worker, name } = made();
  worker.onmessage!({ data: 1 });
  await settled();
  engine.terminate();
  expect(worker.isEnded).toBe(true);
  locks.free(name);
  await Promise.resolve();
  expect(said).toEqual(['message']);
});

test('one that could not get its lock is not taken for dead', async () => {
  const { locks, said, worker, name } = made();
  locks.holder = '';
  worker.onmessage!({ data: 1 });
  await settled();
  expect(locks.waitingFor(name)).toBe(0);
  expect(said).toEqual(['message']);
});

test('without locks it works as before', () => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', {});
  const engine = new EngineWorker();
  const heard = vi.fn();
  engine.onmessage = heard;
  FakeWorker.last.onmessage!({ data: 1 });
  expect(heard).toHaveBeenCalledTimes(1);
});
