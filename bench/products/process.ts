// What: the process behind products.ts: one runtime, one kernel; its last line is the list of GFLOP/s.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as ort from 'onnxruntime-web';
import { writeModel } from '../../src/onnx/writeModel.ts';
import { replaceProducts } from '../../src/ort/products/replaceProducts.ts';
import { PRODUCT_SHAPES } from './shapes.ts';

const LEAST_SECONDS = 0.4;

const variant = process.argv[2];
ort.env.wasm.numThreads = 1;
if (variant !== 'package') {
  const path = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
  const made = await replaceProducts(new Uint8Array(readFileSync(path)), variant === 'relaxed');
  if (!made) throw new Error('This build of onnxruntime-web has other kernels than those that are replaced.');
  ort.env.wasm.wasmBinary = made;
}

async function measure(rows: number, K: number, N: number): Promise<number> {
  const weights = Float32Array.from({ length: K * N }, (_, i) => Math.cos(0.7 * i));
  const info = (name: string, shape: number[]) => ({ name, dataType: 'float32', shape }) as const;
  const session = await ort.InferenceSession.create(
    writeModel({
      name: 'product',
      inputs: [info('x', [rows, K])],
      outputs: [info('y', [rows, N])],
      nodes: [{ name: 'n', opType: 'MatMul', domain: '', inputs: ['x', 'w'], outputs: ['y'], attributes: {} }],
      initializers: new Map([['w', { ...info('w', [K, N]), bytes: new Uint8Array(weights.buffer) }]]),
      valueInfo: new Map(),
      opsets: new Map([['', 17]]),
    }),
  );
  const x = new ort.Tensor(
    'float32',
    Float32Array.from({ length: rows * K }, (_, i) => Math.sin(i)),
    [rows, K],
  );
  let best = Infinity;
  for (const from = performance.now(); performance.now() - from < 1000 * LEAST_SECONDS;) {
    const started = performance.now();
    await session.run({ x });
    best = Math.min(best, performance.now() - started);
  }
  await session.release();
  return (2 * rows * K * N) / best / 1e6;
}

const found: number[] = [];
for (const shape of PRODUCT_SHAPES) found.push(await measure(...shape));
console.log(JSON.stringify(found));
process.exit(0);
