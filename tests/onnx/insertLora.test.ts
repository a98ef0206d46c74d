// What: where the branches go, what θ's layout is, what the branch computes, and how θ starts.
import { describe, expect, it } from 'vitest';
import type { OnnxGraph } from '../../src/onnx/graph.ts';
import { initTheta, insertLora, segmentTensor, thetaLength } from '../../src/onnx/insertLora.ts';
import { graphOf, info, Lcg, maxDifference, node, runOnce, weights } from './lowerHarness.ts';

const random = new Lcg(3);
const [IN, OUT, RANK] = [6, 4, 2];

function oneLinear(
  opType: 'MatMul' | 'Gemm',
  name = '/model/layers.2/mlp/up_proj/MatMul',
  transposed = false,
): OnnxGraph {
  const shape = transposed ? [OUT, IN] : [IN, OUT];
  return graphOf({
    inputs: [info('x', ['rows', IN])],
    outputs: [info('y', ['rows', OUT])],
    nodes: [{ ...node(opType, ['x', 'w'], ['y'], transposed ? { transB: 1 } : {}, ''), name }],
    initializers: [weights('w', shape, random.floats(IN * OUT))],
  });
}

/** q, k, v either as three MatMul or as one, followed by attention that tells the sizes. */
function attentionLayers(packed: boolean): OnnxGraph {
  const [d, kv] = [8, 4]; // 2 heads and 1 key head of size 4
  const linear = (layer: number, name: string, width: number) => ({
    node: {
      ...node('MatMul', ['x', `w${layer}${name}`], [`${name}${layer}`], {}, ''),
      name: `/model/layers.${layer}/attn/${name}/MatMul`,
    },
    weight: weights(`w${layer}${name}`, [d, width], random.floats(d * width)),
  });
  const layers = [1, 0].map((layer) => {
    const linears = packed
      ? [linear(layer, 'qkv_proj', d + 2 * kv)]
      : [linear(layer, 'v_proj', kv), linear(layer, 'q_proj', d), linear(layer, 'k_proj', kv)];
    const inputs = (packed ? ['qkv_proj', '', ''] : ['q_proj', 'k_proj', 'v_proj']).map((n) => n && `${n}${layer}`);
    const attention = node('GroupQueryAttention', inputs, [`y${layer}`], { num_heads: 2, kv_num_heads: 1 });
    return { linears, attention };
  });
  return graphOf({
    inputs: [info('x', ['batch', 'sequence', d])],
    outputs: layers.map(({ attention }) => info(attention.outputs[0]!, ['batch', 'sequence', d])),
    nodes: layers.flatMap(({ linears, attention }) => [...linears.map((l) => l.node), attention]),
    initializers: layers.flatMap(({ linears }) => linears.map((l) => l.weight)),
  });
}

describe('insertLora', () => {
  it.each([
    ['MatMul', false],
    ['Gemm', true],
    ['Gemm', false],
  ] as const)('%s (transposed %s): y + (x·Aᵀ·Bᵀ)·alpha/rank', async (opType, transposed) => {
    const source = oneLinear(opType, undefined, transposed);
    const { graph, layout } = insertLora(source, { targets: ['up_proj'], rank: RANK, alpha: 6 });
    const theta = random.floats(thetaLength(layout));
    const x = random.tensor(3, IN);
    const base = (await runOnce(source, { x }))['y']!.data;
    const y = (await runOnce(graph, { x, theta: { data: theta, dims: [theta.length] } }))['y']!.data;
    const expected = base.map((value, i) => {
      const [row, out] = [Math.floor(i / OUT), i % OUT];
      let delta = 0;
      for (let r = 0; r < RANK; r++) {
        let down = 0;
        for (let k = 0; k < IN; k++) down += x.data[row * IN + k]! * theta[r * IN + k]!;
        delta += down * theta[RANK * IN + out * RANK + r]!;
      }
      return value + delta * 3;
    });
    expect(maxDifference(y, expected)).toBeLessThan(1e-5);
  });

  it('names and orders the segments as PEFT does', () => {
    const { graph, layout } = insertLora(oneLinear('MatMul'), { targets: ['up_proj'], rank: RANK, alpha: 4 });
    expect(layout).toEqual([
      {
        name: 'model.layers.2.mlp.up_proj.lora_A.weight',
        module: 'model.layers.2.mlp.up_proj',
        kind: 'lora_A',
        offset: 0,
        shape: [RANK, IN],
      },
      {
        name: 'model.layers.2.mlp.up_proj.lora_B.weight',
        module: 'model.layers.2.mlp.up_proj',
        kind: 'lora_B',
        offset: RANK * IN,
        shape: [OUT, RANK],
      },
    ]);
    expect(graph.inputs.at(-1)).toEqual({ name: 'theta', dataType: 'float32', shape: [RANK * (IN + OUT)] });
    const made = graph.nodes.flatMap((n) => n.outputs);
    for (const segment of layout) expect(made).toContain(segmentTensor(segment));
  });

  it('gives packed and separate qkv the same layout, by layer, then q, k, v', () => {
    const options = { targets: ['q_proj', 'k_proj', 'v_proj'], rank: RANK, alpha: 4 };
    const separate = insertLora(attentionLayers(false), options).layout;
    expect(insertLora(attentionLayers(true), options).layout).toEqual(separate);
    const modules = [0, 1].flatMap((layer) => ['q', 'k', 'v'].map((p) => `model.layers.${layer}.self_attn.${p}_proj`));
    expect(separate.filter((s) => s.kind === 'lora_B').map((s) => s.module)).toEqual(modules);
    expect(separate.filter((s) => s.kind === 'lora_B').map((s) => s.shape[0])).toEqual([8, 4, 4, 8, 4, 4]);
  });

  it('adapts only the wanted parts of a packed layer', () => {
    const { layout } = insertLora(attentionLayers(true), { targets: ['v_proj'], rank: RANK, alpha: 4 });
    expect(layout.map((s) => s.module)).toEqual([0, 0, 1, 1].map((layer) => `model.layers.${layer}.self_attn.v_proj`));
  });

  it('lists the linear layers when a target is unknown', () => {
    const insert = () => insertLora(oneLinear('MatMul'), { targets: ['up_proj', 'query'], rank: RANK, alpha: 4 });
    expect(insert).toThrow(/called query.*layers\.2\/mlp\/up_proj\/MatMul/);
  });

  it('refuses a rank that is not a positive integer', () => {
    expect(() => insertLora(oneLinear('MatMul'), { targets: ['up_proj'], rank: 0, alpha: 1 })).toThrow(/rank/);
  });
});

describe('initTheta', () => {
  it('draws A from U(−1/√in, 1/√in) and leaves B at 0', () => {
    const { layout } = insertLora(oneLinear('MatMul'), { targets: ['up_proj'], rank: RANK, alpha: 4 });
    const asked: number[] = [];
    const theta = initTheta(layout, (n) => {
      asked.push(n);
      return Float32Array.from({ length: n }, (_, i) => i / n);
    });
    expect(asked).toEqual([RANK * IN]);
    expect(theta[0]).toBeCloseTo(-1 / Math.sqrt(IN), 6);
    expect(theta[RANK * IN - 1]).toBeCloseTo((2 * (1 - 1 / (RANK * IN)) - 1) / Math.sqrt(IN), 6);
    expect([...theta.subarray(RANK * IN)].every((value) => value === 0)).toBe(true);
  });
});
