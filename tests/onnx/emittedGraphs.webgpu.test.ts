// What: every graph that decoderGraphs emits makes a session on WebGPU with the CPU fallback disabled, and gives there the
//   numbers that it gives on WASM; a whole backward graph run 20 times gives identical bytes on each provider.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEBGPU_SESSION } from '../../src/onnx/decoderGraphsNames.ts';
import { readModel } from '../../src/onnx/readModel.ts';
import type { DecoderForm } from './decoderGraphsFixture.ts';
import { EMITTED, emittedGraphs } from './emittedGraphs.ts';
import type { Feeds } from './oracle.ts';
import { type OpenSession, type Provider, wasmProvider, webgpuProvider } from './providers.ts';
import type { Values } from './lowerHarness.ts';

const FORMS: Readonly<Record<string, DecoderForm>> = { fp32: {}, 'q4, packed qkv': { q4: true, packed: true } };

let wasm: Provider;
let webgpu: Awaited<ReturnType<typeof webgpuProvider>>;
beforeAll(async () => {
  wasm = await wasmProvider();
  webgpu = await webgpuProvider(WEBGPU_SESSION);
});
afterAll(() => webgpu?.close());

const feedsOf = (inputs: Values): Feeds =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { data, dims }]) => [
      name,
      { data: Float64Array.from(data as ArrayLike<number>), shape: dims },
    ]),
  ) as Feeds;

/** Largest difference, as a share of the largest value of the expected tensor (at least 1). */
function worst(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!) / scale), 0);
}

describe.each(Object.entries(FORMS))('%s', (_title, form) => {
  it.each(EMITTED)('%s: no node leaves WebGPU, same numbers as WASM', async (name) => {
    const [{ bytes, inputs, outputNames }] = emittedGraphs(form, [name]) as [ReturnType<typeof emittedGraphs>[number]];
    const [expected] = await wasm.run(readModel(bytes), feedsOf(inputs));
    const [actual] = await webgpu.run(readModel(bytes), feedsOf(inputs));
    for (const output of outputNames) {
      const difference = worst(actual![output]!.data, expected![output]!.data);
      expect(difference, output).toBeLessThan(1e-4);
    }
  });
});

/** In parts, so that no test is long on a busy machine. */
describe.each(['WASM', 'WebGPU'])('rowsVjp run 20 times gives identical bytes on %s', (name) => {
  let session: OpenSession;
  let first: Float32Array | undefined;
  beforeAll(async () => {
    const [{ bytes, inputs }] = emittedGraphs({ q4: true }, ['rowsVjp']) as [ReturnType<typeof emittedGraphs>[number]];
    session = await (name === 'WASM' ? wasm : webgpu).open(readModel(bytes), feedsOf(inputs));
  });
  afterAll(() => session?.release());

  it.each([1, 2, 3, 4])('part %d', async () => {
    for (let run = 0; run < 5; run++) {
      const gradient = (await session.run())['grad/theta']!.data;
      expect(gradient.some((value) => value !== 0)).toBe(true);
      first ??= gradient;
      expect(Buffer.from(gradient.buffer)).toEqual(Buffer.from(first.buffer));
    }
  });
});
