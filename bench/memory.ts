// What: is memory flat? Compares the means of an early and a late window of steps, after a warm-up.
// The JS heap (page and worker) is asked from the browser twice, early and at the end: a worker cannot tell its own, and
// the browser takes up to a minute to answer.
import type { Page } from 'playwright-core';
import type { HostEvent } from '../src/headless/hostMessages.ts';

type Memory = Extract<HostEvent, { type: 'memory' }>;
type Sample = Pick<Memory, 'gpuBytes' | 'wasmBytes' | 'heapBytes'>;
type Count = keyof Sample;

/** Makes the browser measure at once instead of at its next garbage collection. */
export const MEMORY_FLAGS = ['--enable-blink-features=ForceEagerMeasureMemory'];
export const SAMPLE_EVERY = 10;
const WARM_UP = 2;
/** Samples that ask for the JS heap too. */
export const asksHeap = (sample: number, samples: number): boolean => sample === WARM_UP || sample === samples - 1;
const WINDOW = 4;
const MiB = 2 ** 20;
const NAMES: Readonly<Record<Count, string>> = {
  gpuBytes: 'GPU buffers',
  wasmBytes: 'wasm heap',
  heapBytes: 'JS heap, page and worker',
};

interface MeasuringPerformance {
  measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>;
}

/** Bytes of all JavaScript of the page and its workers after a garbage collection; 0 where the browser does not tell. */
export function measureHeap(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const measure = (performance as unknown as MeasuringPerformance).measureUserAgentSpecificMemory;
    return measure ? (await measure.call(performance)).bytes : 0;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A Markdown table. A growth below 2 % (or 1 MiB) counts as flat. */
export function memoryReport(samples: readonly Sample[]): string {
  const early = samples.slice(WARM_UP, WARM_UP + WINDOW);
  const late = samples.slice(-WINDOW);
  const rows = (Object.keys(NAMES) as Count[]).map((count) => {
    const [a, b] = [early, late].map((window) => mean(window.map((sample) => sample[count]).filter((n) => n > 0)));
    if (!(b! > 0)) return `| ${NAMES[count]} | – | – | none, or not told by this browser |`;
    const flat = b! - a! <= Math.max(0.02 * a!, MiB);
    return `| ${NAMES[count]} | ${(a! / MiB).toFixed(2)} | ${(b! / MiB).toFixed(2)} | ${flat ? 'flat' : 'GROWS'} |`;
  });
  const from = (WARM_UP + 1) * SAMPLE_EVERY;
  const head = `| memory | MiB, steps ${from}–${from + (WINDOW - 1) * SAMPLE_EVERY} | MiB, last ${WINDOW * SAMPLE_EVERY} steps | |`;
  return `\n${head}\n|---|---:|---:|---|\n${rows.join('\n')}`;
}
