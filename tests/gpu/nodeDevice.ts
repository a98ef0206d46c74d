// What: the device of a test file: dawn.ts, shared by its tests and destroyed after the last one.
import { afterAll } from 'vitest';
import type { WebGpuCompute } from '../../src/gpu/webgpuCompute.ts';
import { newCompute } from './dawn.ts';

export { dawn, newCompute } from './dawn.ts';

let shared: Promise<WebGpuCompute> | null = null;

/** One compute per test file; it is destroyed after the last test. A missing adapter is a failure, never a skip. */
export function testCompute(): Promise<WebGpuCompute> {
  return (shared ??= newCompute());
}

afterAll(async () => {
  const compute = await shared?.catch(() => null);
  compute?.destroy();
  shared = null;
});
