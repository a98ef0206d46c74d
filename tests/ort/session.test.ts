// What: the queue, tensors and sessions of onnxruntime-web, and the sentences of its failures.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OnnxGraph, OnnxNode } from '../../src/onnx/graph.ts';
import { networkError } from '../../src/ort/errors.ts';
import { enqueue } from '../../src/ort/queue.ts';
import { OrtSession, type SessionOptions } from '../../src/ort/session.ts';
import { float32, int64 } from '../../src/ort/tensor.ts';
import { wasmHeapBytes } from '../../src/ort/wasmHeap.ts';

const OPTIONS: SessionOptions = { label: 'the test graph', provider: 'wasm', device: null, numThreads: 2 };

function graphOf(opType: string, domain = ''): OnnxGraph {
  const node: OnnxNode = { name: 'n', opType, domain, inputs: ['x'], outputs: ['y'], attributes: {} };
  const info = (name: string) => ({ name, dataType: 'float32', shape: ['n'] }) as const;
  const opsets = new Map([
    ['', 17],
    ['com.microsoft', 1],
  ]);
  return {
    name: 'g',
    inputs: [info('x')],
    outputs: [info('y')],
    nodes: [node],
    initializers: new Map(),
    valueInfo: new Map(),
    opsets,
  };
}

describe('sessions', () => {
  it('run a graph and a file, many at once', async () => {
    const session = await OrtSession.create(graphOf('Neg'), OPTIONS);
    const runs = Array.from({ length: 20 }, async (_, i) => {
      const { y } = await session.run({ x: float32(Float32Array.of(i, 1 - i), [2]) });
      return [...(await y!.floats())].map((value) => value + 0);
    });
    expect(await Promise.all(runs)).toEqual(Array.from({ length: 20 }, (_, i) => [-i + 0, i - 1]));
    const file = readFileSync(new URL('../golden/tiny/bundle/onnx/embed_tokens.onnx', import.meta.url));
    const table = await OrtSession.create(new Uint8Array(file), OPTIONS);
    const { inputs_embeds } = await table.run({ input_ids: int64([3, 4], [1, 2]) });
    expect(inputs_embeds!.dims).toEqual([1, 2, 64]);
    expect(wasmHeapBytes()).toBeGreaterThan(0);
    await session.release();
    await session.release();
    await table.release();
  });

  it('name the operator that is not known', async () => {
    await expect(OrtSession.create(graphOf('Frobnicate'), OPTIONS)).rejects.toThrow(
      /^The test graph uses the operator Frobnicate, which onnxruntime-web does not know/,
    );
  });

  it('name the input that is missing, and refuse what is no model', async () => {
    const session = await OrtSession.create(graphOf('Neg'), OPTIONS);
    await expect(session.run({})).rejects.toThrow('The test graph expects the input x');
    await session.release();
    await expect(OrtSession.create(new Uint8Array(100).fill(7), OPTIONS)).rejects.toThrow(/is not a whole ONNX file/);
  });

  it('refuse tensors whose shape does not fit', () => {
    expect(() => float32(new Float32Array(3), [2, 2])).toThrow('[2, 2] cannot hold 3 values');
  });
});

describe('errors', () => {
  it.each([
    ['std::bad_alloc', 'create', /no memory left to load/],
    ['failed to allocate a buffer', 'run', /no memory left to run/],
    ['The device was lost', 'run', /GPU device was lost/],
    ['no available backend found', 'create', /could not be started/],
    [
      'failed to call OrtRun(). ERROR_CODE: 1, ERROR_MESSAGE: ',
      'run',
      /^The decoder could not run: failed to call OrtRun\(\)\. ERROR_CODE: 1\. Try/,
    ],
    ['something else', 'run', /could not run: something else/],
  ] as const)('%s', (detail, doing, sentence) => {
    expect(networkError(new Error(detail), 'the decoder', doing).message).toMatch(sentence);
  });
});

describe('the queue', () => {
  it('keeps order, never overlaps, and survives failures', async () => {
    let active = 0;
    const seen: number[] = [];
    const work = (i: number) => async (): Promise<number> => {
      expect(++active).toBe(1);
      await new Promise((done) => setTimeout(done, 5 - i));
      seen.push(i);
      active--;
      if (i === 1) throw new Error('one');
      return i;
    };
    const results = await Promise.allSettled([0, 1, 2, 3].map((i) => enqueue(work(i))));
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });
});
