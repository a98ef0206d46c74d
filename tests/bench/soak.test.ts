// What: what the soak calls flat: within 1 % of step 50, per kind of memory.
import { expect, test } from 'vitest';
import { soakRows } from '../../bench/soak.ts';

const MiB = 2 ** 20;
const sample = (step: number, gpu: number, wasm: number, heap: number) => ({
  ...{ step, gpuBytes: gpu * MiB, wasmBytes: wasm * MiB, heapBytes: heap * MiB },
});

test('a peak on the way that goes back is flat, 1.1 % at the end is not', () => {
  const { rows, grows } = soakRows([
    sample(50, 100, 200, 50),
    sample(100, 180, 200, 50),
    sample(150, 100.9, 202.3, 40),
  ]);
  expect(grows).toEqual(['wasm heap']);
  expect(rows[0]).toBe('| GPU buffers | 100.00 | 180.00 | 100.90 | flat |');
  expect(rows[1]).toContain('GROWS');
  expect(rows[2]).toContain('flat');
});

test('what the browser does not tell is not called flat', () => {
  const { rows, grows } = soakRows([sample(50, 0, 1, 0), sample(100, 0, 1, 0)]);
  expect(grows).toEqual([]);
  expect(rows.filter((row) => row.includes('not told'))).toHaveLength(2);
});
