// What: how many WASM threads the settings mean, in Node, in an isolated page and in one that is not.
import { afterEach, expect, it, vi } from 'vitest';
import { threadCount } from '../../src/ort/runtime.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  [1, 1],
  [2, 1],
  [8, 7],
  [undefined, 1],
])('of %s cores an isolated page takes %i, unless it is told a number', (hardwareConcurrency, threads) => {
  vi.stubGlobal('navigator', { hardwareConcurrency });
  expect(threadCount(0, true, false)).toBe(threads);
  expect(threadCount(3, true, false)).toBe(3);
});

it('a page that is not cross-origin isolated has one thread, whatever it is told', () => {
  expect(threadCount(0, false, false)).toBe(1);
  expect(threadCount(4, false, false)).toBe(1);
});

it('Node takes two, or what it is told', () => {
  expect(threadCount(0, false, true)).toBe(2);
  expect(threadCount(5, false, true)).toBe(5);
});
