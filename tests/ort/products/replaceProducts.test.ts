// What: the kernels are found in every build of onnxruntime-web that the page may load, and a build that is not known stays as it is.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { loadRuntime } from '../../../src/ort/runtime.ts';
import { OrtSession } from '../../../src/ort/session.ts';
import { float32 } from '../../../src/ort/tensor.ts';
import { replaceProducts } from '../../../src/ort/products/replaceProducts.ts';
import { sgemmBody } from '../../../src/ort/products/sgemmBody.ts';
import type { OnnxGraph } from '../../../src/onnx/graph.ts';

const { resolve } = createRequire(import.meta.url);
const build = (name: string) =>
  new Uint8Array(readFileSync(resolve(`onnxruntime-web/ort-wasm-simd-threaded${name}.wasm`)));
const indexOf = (bytes: Uint8Array, part: Uint8Array) => Buffer.from(bytes).indexOf(part);

it.each(['', '.jspi', '.asyncify'])(
  'both kernels of the build “%s” are replaced, and nothing else changes',
  async (name) => {
    const wasm = build(name);
    const made = (await replaceProducts(wasm, false))!;
    const bodies = [false, true].map((adds) => sgemmBody({ adds, relaxed: false }));
    const places = bodies.map((body) => indexOf(made, body));
    expect(places.every((place) => place > 0)).toBe(true);
    // Node 20 does not know everything that the build for JSPI is made of.
    expect(WebAssembly.validate(made)).toBe(WebAssembly.validate(wasm));
    // With both new bodies cut out, what is left is the old file without its two: as long, and the same before the first.
    const old = [2040, 1922];
    const lengthOf = (bytes: number) => (bytes < 128 ? 1 : 2);
    const own = bodies.reduce((sum, { length }) => sum + length + lengthOf(length), 0);
    const gone = old.reduce((sum, length) => sum + length + lengthOf(length), 0);
    expect(made.length - own).toBe(wasm.length - gone);
    const last = Math.max(...places) + bodies[places.indexOf(Math.max(...places))]!.length;
    expect(Buffer.compare(made.subarray(last), wasm.subarray(wasm.length - (made.length - last)))).toBe(0);
  },
);

it('leaves alone what it does not know', async () => {
  const wasm = build('');
  const changed = wasm.slice();
  const kernel = indexOf((await replaceProducts(wasm, false))!, sgemmBody({ adds: false, relaxed: false }));
  changed[kernel + 40]! ^= 1;
  expect(await replaceProducts(changed, false)).toBeNull();
  const empty = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  expect(await replaceProducts(empty, false)).toBeNull();
  await expect(replaceProducts(wasm.slice(0, wasm.length >> 1), false)).rejects.toThrow(/cut off/);
});

it('ORT multiplies with it: the same bits as sums of float32 in order, in tiles of any size', async () => {
  await loadRuntime({ provider: 'wasm', numThreads: 2 });
  for (const [M, K, N] of [
    [1, 5, 7],
    [6, 40, 33],
    [37, 100, 70],
  ] as const) {
    const at = (seed: number, length: number) => Float32Array.from({ length }, (_, i) => Math.sin(seed + 1.3 * i));
    const [x, weights] = [at(1, M * K), at(2, K * N)];
    const info = (name: string, shape: number[]) => ({ name, dataType: 'float32', shape }) as const;
    const graph: OnnxGraph = {
      name: 'product',
      inputs: [info('x', [M, K])],
      outputs: [info('y', [M, N])],
      nodes: [{ name: 'n', opType: 'MatMul', domain: '', inputs: ['x', 'w'], outputs: ['y'], attributes: {} }],
      initializers: new Map([['w', { ...info('w', [K, N]), bytes: new Uint8Array(weights.buffer) }]]),
      valueInfo: new Map(),
      opsets: new Map([['', 17]]),
    };
    const session = await OrtSession.create(graph, { label: 'product', provider: 'wasm', device: null, numThreads: 2 });
    const y = await (await session.run({ x: float32(x, [M, K]) }))['y']!.floats();
    const want = Float32Array.from({ length: M * N }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < K; k++)
        sum = Math.fround(sum + Math.fround(x[Math.floor(i / N) * K + k]! * weights[k * N + (i % N)]!));
      return sum;
    });
    // For one row ORT has another kernel, which sums in another order.
    if (M > 1) expect(y).toEqual(want);
    else y.forEach((value, i) => expect(value).toBeCloseTo(want[i]!, 5));
    await session.release();
  }
});
