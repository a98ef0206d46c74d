// What: device and policy, made and replaced together: what is freed, what hears of a loss, and what an old device may still do.
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/2-policy/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { EngineHolder } from '../../src/training/session/engineHolder.ts';
import type { EngineEvent } from '../../src/training/protocol.ts';
import { tinyConfig } from './nodeSession.ts';

class FakeCompute extends ReferenceCompute {
  lose: (sentence: string) => void = () => {};
  fault: (sentence: string) => void = () => {};
  destroyed = 0;
  override readonly lost = new Promise<string>((resolve) => (this.lose = resolve));
  onFault(listener: (sentence: string) => void): void {
    this.fault = listener;
  }
  override destroy(): void {
    this.destroyed++;
  }
}

function holder() {
  const computes: FakeCompute[] = [];
  const disposed: number[] = [];
  const events: EngineEvent[] = [];
  let refusal: string | null = null;
  const parts = {
    createCompute: () => {
      computes.push(new FakeCompute());
      return Promise.resolve(computes.at(-1)!);
    },
    loadPolicy: () => {
      const own = computes.length - 1;
      if (refusal !== null) return Promise.reject(new Error(refusal));
      return Promise.resolve({
        info: { provider: 'wasm' },
        dispose: async () => void disposed.push(own),
      } as unknown as Policy);
    },
  };
  const made = new EngineHolder(parts, (event) => events.push(event));
  const load = () => made.load(tinyConfig(), undefined);
  return { holder: made, load, computes, disposed, events, refuse: (sentence: string | null) => (refusal = sentence) };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('load', () => {
  test('replaces what there was: the policy is disposed of, its device destroyed', async () => {
    const { holder: made, load, computes, disposed } = holder();
    expect(made.current).toBeNull();
    const first = await load();
    expect(made.current).toBe(first);
    const second = await load();
    expect(made.current).toBe(second);
    expect(disposed).toEqual([0]);
    expect(computes.map(({ destroyed }) => destroyed)).toEqual([1, 0]);
    await made.unload();
    expect(made.current).toBeNull();
    expect(computes.map(({ destroyed }) => destroyed)).toEqual([1, 1]);
  });

  test('that fails leaves nothing, not even its device', async () => {
    const { holder: made, load, computes, refuse } = holder();
    await load();
    refuse('The file is truncated.');
    await expect(load()).rejects.toThrow('The file is truncated.');
    expect(made.current).toBeNull();
    expect(computes.map(({ destroyed }) => destroyed)).toEqual([1, 1]);
    refuse(null);
    await load();
    expect(made.current).not.toBeNull();
  });
});

describe('a loss', () => {
  test('ends the work that waits, and is told until the next load', async () => {
    const { holder: made, load, computes } = holder();
    await load();
    const work = made.untilLost(new Promise(() => {}));
    computes[0]!.lose('The GPU device was lost.');
    await expect(work).rejects.toMatchObject({ name: 'DeviceLostError', message: 'The GPU device was lost.' });
    expect(made.lost).toBe('The GPU device was lost.');
    await load();
    expect(made.lost).toBeNull();
  });

  test('of a device that was replaced is nobody’s business', async () => {
    const { holder: made, load, computes } = holder();
    await load();
    await load();
    const work = made.untilLost(turn().then(() => 'done'));
    computes[0]!.lose('The old device was lost.');
    expect(await work).toBe('done');
    expect(made.lost).toBeNull();
  });

  test('work that ends in time is handed on, its error too', async () => {
    const { holder: made, load } = holder();
    await load();
    expect(await made.untilLost(Promise.resolve(3))).toBe(3);
    await expect(made.untilLost(Promise.reject(new Error('own')))).rejects.toThrow('own');
  });
});

test('the first fault that nobody caught reaches the page as an error that is not fatal', async () => {
  const { load, computes, events } = holder();
  await load();
  computes[0]!.fault('A kernel of the network is broken.');
  const message = 'A kernel of the network is broken.';
  expect(events).toEqual([{ type: 'error', message, fatal: false, where: 'device' }]);
});
