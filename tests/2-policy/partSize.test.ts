// What: parts of a pass by what a token of the network costs: those of a model of SmolVLM's size are smaller, those of small ones as ever; and
// sessions that keep their weights quantised compute what others do.
import { describe, expect, it } from 'vitest';
import { partTokensFor, tokenBytes } from '../../src/2-policy/rows/partSize.ts';
import { PART_TOKENS } from '../../src/2-policy/rows/rowParts.ts';
import { OrtSession } from '../../src/ort/session.ts';
import { float32 } from '../../src/ort/tensor.ts';
import { graphOf, info, Lcg, node, weights } from '../onnx/lowerHarness.ts';
import { openBundle, SHAPES } from './bundleFiles.ts';

/** The linear layers of a Llama of the given sizes, without weights. */
function layersOf(count: number, D: number, KV: number, F: number) {
  const linear = (layer: number, name: string, K: number, N: number) => ({
    ...node('MatMulNBits', ['x', 'q', 's'], [`y${layer}${name}`], { K, N, bits: 4, block_size: 32 }),
    name: `/model/layers.${layer}/${name}/MatMul_Q4`,
  });
  const sizes = [['q_proj', D, D], ['k_proj', D, KV], ['v_proj', D, KV], ['o_proj', D, D], ['gate_proj', D, F], ['up_proj', D, F], ['down_proj', F, D]] as const; // prettier-ignore
  const nodes = Array.from({ length: count }, (_, layer) => sizes.map(([name, K, N]) => linear(layer, name, K, N)));
  return graphOf({ inputs: [info('x', ['n', D])], outputs: [], nodes: nodes.flat() });
}

describe('tokens of a part', () => {
  it('of SmolVLM-256M’s decoder: 1.2 MB a token, some 400 tokens', () => {
    const decoder = layersOf(30, 576, 192, 1536);
    expect(tokenBytes(decoder)).toBe(4 * 30 * (2 * 1152 + 2 * 768 + 3 * 2112));
    expect(partTokensFor(decoder)).toBe(Math.floor(2 ** 29 / tokenBytes(decoder)));
    expect(partTokensFor(decoder)).toBeGreaterThan(400);
    expect(partTokensFor(decoder, 100)).toBe(1);
  });

  it('of the model that comes with the page: as before', async () => {
    expect(partTokensFor((await openBundle(SHAPES)).decoder)).toBe(PART_TOKENS);
  });
});

describe('weights that stay quantised', () => {
  it('give the same product', async () => {
    const [K, N, M] = [64, 32, 3];
    const random = new Lcg(8);
    const bytes = Uint8Array.from(random.floats((N * K) / 2), (value) => (value + 1) * 127);
    const graph = graphOf({
      inputs: [info('d', ['m', N])],
      outputs: [info('dx', ['m', K])],
      nodes: [
        node('DequantizeLinear', ['q', 's'], ['w'], { axis: 1, block_size: 32 }, ''),
        node('MatMul', ['d', 'w'], ['dx'], {}, ''),
      ],
      initializers: [
        { name: 'q', dataType: 'uint4', shape: [N, K], bytes },
        weights('s', [N, K / 32], random.floats((N * K) / 32)),
      ],
      opset: 21,
    });
    const d = random.floats(M * N);
    const results = [];
    for (const keepsQuantised of [false, true]) {
      const options = { label: 'a product', provider: 'wasm', device: null, numThreads: 1, keepsQuantised } as const;
      const session = await OrtSession.create(graph, options);
      results.push(await (await session.run({ d: float32(d, [M, N]) }))['dx']!.floats());
      await session.release();
    }
    const [a, b] = results as [Float32Array, Float32Array];
    a.forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThan(1e-5));
    expect(Math.max(...a.map(Math.abs))).toBeGreaterThan(1);
  });
});
