// What: the written-out float32 products against MatMulNBits itself, in ORT, with and without zero points.
import { describe, expect, it } from 'vitest';
import type { Initializer, OnnxGraph, OnnxNode } from '../../src/onnx/graph.ts';
import { OrtSession } from '../../src/ort/session.ts';
import { float32 } from '../../src/ort/tensor.ts';
import { dequantizeSmall } from '../../src/2-policy/dequantize.ts';
import { Lcg } from './tinyPolicy.ts';

const [K, N, M] = [96, 10, 5];

function product(bits: 4 | 8, block: number, zeros: boolean, more: readonly string[] = []): OnnxGraph {
  const random = new Lcg(bits + block);
  const blocks = Math.ceil(K / block);
  const bytes = (name: string, shape: readonly number[]): Initializer => {
    const data = Uint8Array.from(
      random.integers(
        shape.reduce((a, b) => a * b, 1),
        256,
      ),
    );
    return { name, dataType: 'uint8', shape, bytes: data };
  };
  const scales = random.floats(N * blocks, 0.1);
  const list: Initializer[] = [
    bytes('q', [N, blocks, (block * bits) / 8]),
    { name: 's', dataType: 'float32', shape: [N * blocks], bytes: new Uint8Array(scales.buffer) },
    ...(zeros ? [bytes('z', [N * Math.ceil((blocks * bits) / 8)])] : []),
  ];
  const attributes = Object.fromEntries(
    Object.entries({ K, N, bits, block_size: block }).map(([name, value]) => [name, { kind: 'int', value }] as const),
  );
  const inputs = ['x', 'q', 's', ...(zeros ? ['z'] : []), ...more];
  const node: OnnxNode = {
    name: 'p',
    opType: 'MatMulNBits',
    domain: 'com.microsoft',
    inputs,
    outputs: ['y'],
    attributes,
  };
  const opsets = new Map([
    ['', 17],
    ['com.microsoft', 1],
  ]);
  const info = (name: string, width: number) => ({ name, dataType: 'float32', shape: ['rows', width] }) as const;
  const initializers = new Map(list.map((value) => [value.name, value]));
  return {
    name: 'g',
    inputs: [info('x', K)],
    outputs: [info('y', N)],
    nodes: [node],
    initializers,
    valueInfo: new Map(),
    opsets,
  };
}

async function run(graph: OnnxGraph): Promise<Float32Array> {
  const session = await OrtSession.create(graph, { label: 'a product', provider: 'wasm', device: null, numThreads: 2 });
  const { y } = await session.run({ x: float32(new Lcg(1).floats(M * K), [M, K]) });
  await session.release();
  return y!.floats();
}

describe('dequantizeSmall', () => {
  it.each([
    [4, 32, false],
    [4, 32, true],
    [4, 16, true],
    [8, 32, false],
    [8, 32, true],
  ] as const)('%i bits, blocks of %i, zero points %s', async (bits, block, zeros) => {
    const graph = product(bits, block, zeros);
    const plain = dequantizeSmall(graph);
    expect(plain.nodes[0]!.opType).toBe('MatMul');
    expect(plain.initializers.has('q')).toBe(false);
    const [a, b] = [await run(graph), await run(plain)];
    const size = Math.max(...b.map(Math.abs));
    a.forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThan(2e-6 * size));
  });

  it('leaves large models and unusual forms alone', () => {
    const graph = product(4, 32, false);
    expect(dequantizeSmall(graph, 100)).toBe(graph);
    const grouped = product(4, 32, true, ['g_idx']);
    expect(dequantizeSmall(grouped).nodes[0]!.opType).toBe('MatMulNBits');
  });
});
