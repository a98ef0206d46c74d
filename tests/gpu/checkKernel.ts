// What: runs a WGSL kernel and its float64 reference on the same inputs and compares every output element.
// Formula: |wgsl − reference| ≤ abs + rel·|reference|; integers exactly. Outputs are poisoned first: an element that the
// kernel does not write keeps the poison and fails.
import { expect } from 'vitest';
import type { Compute, Dispatch, ElementType, HostArray, ReferenceArray } from '../../src/gpu/compute.ts';
import { loadReference, widen } from '../../src/gpu/referenceCompute.ts';
import { kernelSource } from '../../src/gpu/kernels.ts';
import { isHostArray, reflectKernel } from '../../src/gpu/kernelLayout.ts';
import { testCompute } from './nodeDevice.ts';

export interface KernelCase {
  /** '<stage>/<kernel>'. */
  readonly kernel: string;
  readonly params: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, HostArray>>;
  /** A length: a poisoned output. An array: its initial values (updated in place, not poisoned). */
  readonly outputs: Readonly<Record<string, number | HostArray>>;
  readonly dispatch: Dispatch;
  readonly constants?: Readonly<Record<string, number>>;
  /** Instead of the compute of the test file. */
  readonly compute?: Compute;
  readonly tolerance?: { readonly abs: number; readonly rel: number };
}

export interface KernelResult {
  readonly outputs: Readonly<Record<string, HostArray>>;
  readonly expected: Readonly<Record<string, ReferenceArray>>;
  /** Largest |wgsl − reference| over all float outputs. */
  readonly worst: number;
}

export const POISON_FLOAT = 1.25e30;
export const POISON_WORD = 0xdeadbeef;

/** An output array full of poison. */
export function poisoned(type: ElementType, length: number): HostArray {
  if (type === 'f32') return new Float32Array(length).fill(POISON_FLOAT);
  return type === 'i32' ? new Int32Array(length).fill(POISON_WORD | 0) : new Uint32Array(length).fill(POISON_WORD);
}

/** Runs kernel and reference on the same data; compares nothing. */
export async function runBoth(kernelCase: KernelCase): Promise<Omit<KernelResult, 'worst'>> {
  const { kernel, params, inputs, dispatch, constants } = kernelCase;
  const compute = kernelCase.compute ?? (await testCompute());
  const types = new Map(reflectKernel(kernelSource(kernel)).storage.map(({ name, type }) => [name, type]));
  const initial = Object.entries(kernelCase.outputs).map(
    ([name, given]) => [name, isHostArray(given) ? given : poisoned(types.get(name) ?? 'f32', given)] as const,
  );
  const arrays = Object.fromEntries(initial.map(([name, data]) => [name, compute.upload(data)]));
  await compute.run(kernel, { params, inputs, outputs: arrays, dispatch, ...(constants && { constants }) });
  const outputs: Record<string, HostArray> = {};
  for (const [name, array] of Object.entries(arrays)) {
    outputs[name] = await array.read();
    array.destroy();
  }
  const buffers: Record<string, ReferenceArray> = {};
  for (const [name, data] of [...Object.entries(inputs), ...initial]) buffers[name] = widen(data);
  (await loadReference(kernel))({ ...params, ...constants }, buffers);
  const expected = Object.fromEntries(initial.map(([name]) => [name, buffers[name]!]));
  return { outputs, expected };
}

const same = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** The first five elements that differ, as lines of text, and the largest difference. */
export function differences(actual: HostArray, expected: ReferenceArray, tolerance: { abs: number; rel: number }) {
  const lines: string[] = [];
  let worst = 0;
  let count = 0;
  const poison = poisonIn(actual);
  for (let i = 0; i < expected.length; i++) {
    const got = actual[i]!;
    const want = expected[i]!;
    const difference = same(got, want) ? 0 : Math.abs(got - want);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    const allowed = actual instanceof Float32Array ? tolerance.abs + tolerance.rel * Math.abs(want) : 0;
    if (difference <= allowed && got !== poison) continue;
    count += 1;
    const note = got === poison ? ' (never written: still the poison)' : '';
    if (lines.length < 5) lines.push(`[${i}] wgsl ${got}, reference ${want}${note}`);
  }
  return { lines, worst, count };
}

const poisonIn = (data: HostArray) =>
  data instanceof Float32Array ? Math.fround(POISON_FLOAT) : data instanceof Int32Array ? POISON_WORD | 0 : POISON_WORD;

/** Fails with the first mismatches unless kernel and reference agree. */
export async function checkKernel(kernelCase: KernelCase): Promise<KernelResult> {
  const tolerance = kernelCase.tolerance ?? { abs: 1e-6, rel: 1e-5 };
  const { outputs, expected } = await runBoth(kernelCase);
  const report: string[] = [];
  let worst = 0;
  for (const [name, actual] of Object.entries(outputs)) {
    const found = differences(actual, expected[name]!, tolerance);
    if (actual instanceof Float32Array) worst = Math.max(worst, found.worst);
    if (found.count) report.push(`${name}: ${found.count} of ${actual.length} differ`, ...found.lines);
  }
  expect(report, `${kernelCase.kernel} differs from its reference`).toEqual([]);
  return { outputs, expected, worst };
}
