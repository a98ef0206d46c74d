// What: how fast this device multiplies with the weights of a model, on WASM: one product of the model's own size, over few rows as in decoding
//   and over many as in training. The best of several times counts: what the processor can do, not how busy it is.
// Shapes: x [rows, K] · W [K, N]; 4- and 8-bit weights as MatMulNBits, blocks of 32.
import type { OnnxGraph } from '../../onnx/graph.ts';
import { OrtSession } from '../../ort/session.ts';
import { float32 } from '../../ort/tensor.ts';

export interface Product {
  readonly rows: number;
  readonly K: number;
  readonly N: number;
  /** 4 or 8; else float32. */
  readonly bits: number | null;
}

const BLOCK = 32;
const SECONDS = 0.15;

/** Operations a second. */
export async function productSpeed(product: Product, numThreads: number): Promise<number> {
  const { rows, K, N } = product;
  const settings = { label: 'a product', provider: 'wasm', device: null, numThreads } as const;
  const session = await OrtSession.create(productGraph(product), settings);
  const x = float32(
    Float32Array.from({ length: rows * K }, (_, i) => Math.sin(i)),
    [rows, K],
  );
  let best = Infinity;
  try {
    for (const from = performance.now(); performance.now() - from < 1000 * SECONDS || best === Infinity;) {
      const started = performance.now();
      await session.run({ x });
      best = Math.min(best, performance.now() - started);
    }
  } finally {
    await session.release();
  }
  return (2 * rows * K * N) / (best / 1000);
}

function productGraph({ rows, K, N, bits }: Product): OnnxGraph {
  const info = (name: string, shape: number[]) => ({ name, dataType: 'float32', shape }) as const;
  const isPacked = bits === 4 || bits === 8;
  const blocks = Math.ceil(K / BLOCK);
  const floats = (length: number) => new Uint8Array(Float32Array.from({ length }, (_, i) => Math.cos(0.7 * i)).buffer);
  const packed = Uint8Array.from({ length: N * blocks * ((BLOCK * (bits ?? 0)) / 8) }, (_, i) => (i * 37) & 255);
  const int = (value: number) => ({ kind: 'int', value }) as const;
  const weights = isPacked
    ? [
        { name: 'w', dataType: 'uint8', shape: [N, blocks, (BLOCK * bits) / 8], bytes: packed } as const,
        { ...info('scales', [N * blocks]), bytes: floats(N * blocks) },
      ]
    : [{ ...info('w', [K, N]), bytes: floats(K * N) }];
  const node = { name: 'product', inputs: ['x', ...weights.map(({ name }) => name)], outputs: ['y'] };
  return {
    name: 'product',
    inputs: [info('x', [rows, K])],
    outputs: [info('y', [rows, N])],
    nodes: [
      isPacked
        ? {
            ...node,
            opType: 'MatMulNBits',
            domain: 'com.microsoft',
            attributes: { K: int(K), N: int(N), bits: int(bits), block_size: int(BLOCK) },
          }
        : { ...node, opType: 'MatMul', domain: '', attributes: {} },
    ],
    initializers: new Map(weights.map((weight) => [weight.name, weight])),
    valueInfo: new Map(),
    opsets: new Map([
      ['', 17],
      ['com.microsoft', 1],
    ]),
  };
}
