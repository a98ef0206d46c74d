// What: lowered norms, activations and RotaryEmbedding against ORT's own operators on the same inputs.
import { describe, expect, it } from 'vitest';
import type { OnnxGraph } from '../../src/onnx/graph.ts';
import { lower } from '../../src/onnx/lower.ts';
import { graphOf, info, int32, int64, Lcg, maxDifference, node, runOnce, weights } from './lowerHarness.ts';
import type { Values } from './lowerHarness.ts';

const random = new Lcg(11);
const [ROWS, TOKENS, WIDTH] = [2, 5, 32];
const input = (name: string) => info(name, ['batch', 'sequence', WIDTH]);
const vector = (name: string) => weights(name, [WIDTH], random.floats(WIDTH));

const positions = Array.from({ length: ROWS * TOKENS }, (_, i) => 3 + Math.floor(i / TOKENS) * 4 + (i % TOKENS));
const values: Values = {
  x: random.tensor(ROWS, TOKENS, WIDTH),
  skip: random.tensor(ROWS, TOKENS, WIDTH),
  heads: random.tensor(ROWS, 2, TOKENS, 16),
  positions: int32(positions, [ROWS, TOKENS]),
  position_ids: int64(positions, [ROWS, TOKENS]),
};

async function check(graph: OnnxGraph, tolerance = 2e-6): Promise<void> {
  const lowered = lower(graph, { prefix: false, cache: false });
  const left = lowered.nodes.map((n) => n.opType);
  for (const { opType } of graph.nodes) expect(left).not.toContain(opType);
  const expected = await runOnce(graph, values);
  const actual = await runOnce(lowered, values);
  for (const { name } of graph.outputs)
    expect(maxDifference(actual[name]!.data, expected[name]!.data), name).toBeLessThan(tolerance);
}

type Attributes = Parameters<typeof node>[3];

describe('norms', () => {
  const epsilon = { float: 1e-3 };
  it.each([
    ['SimplifiedLayerNormalization', ['x', 'gamma'], ['y'], { epsilon, axis: -1 }, '', 17],
    ['RMSNormalization', ['x', 'gamma'], ['y'], { epsilon, axis: -1 }, '', 23],
    ['LayerNormalization', ['x', 'gamma', 'beta'], ['y'], { epsilon, axis: -1 }, '', 17],
    [
      'SkipSimplifiedLayerNormalization',
      ['x', 'skip', 'gamma'],
      ['y', '', '', 'sum'],
      { epsilon },
      'com.microsoft',
      17,
    ],
    [
      'SkipSimplifiedLayerNormalization',
      ['x', 'skip', 'gamma', 'bias'],
      ['y', '', '', 'sum'],
      { epsilon },
      'com.microsoft',
      17,
    ],
    [
      'SkipLayerNormalization',
      ['x', 'skip', 'gamma', 'beta', 'bias'],
      ['y', '', '', 'sum'],
      { epsilon },
      'com.microsoft',
      17,
    ],
    ['SkipLayerNormalization', ['x', 'skip', 'gamma', 'beta'], ['y'], { epsilon }, 'com.microsoft', 17],
  ] as const)('%s of %j', async (opType, inputs, outputs, attributes, domain, opset) => {
    await check(
      graphOf({
        inputs: ['x', 'skip'].map(input),
        outputs: outputs.filter(Boolean).map(input),
        nodes: [node(opType, inputs, outputs, attributes, domain)],
        initializers: ['gamma', 'beta', 'bias'].map(vector),
        opset,
      }),
    );
  });

  it('refuses another axis', () => {
    const graph = graphOf({
      inputs: [input('x')],
      outputs: [input('y')],
      nodes: [node('LayerNormalization', ['x', 'gamma'], ['y'], { axis: 1 }, '')],
      initializers: [vector('gamma')],
    });
    expect(() => lower(graph, { prefix: false, cache: false })).toThrow(/LayerNormalization.*axis 1/);
  });
});

describe('activations', () => {
  it.each([
    ['Gelu', ['x'], {}, '', 20],
    ['Gelu', ['x'], { approximate: 'tanh' }, '', 20],
    ['Gelu', ['x'], {}, 'com.microsoft', 17],
    ['FastGelu', ['x', 'bias'], {}, 'com.microsoft', 17],
    ['FastGelu', ['x'], {}, 'com.microsoft', 17],
    ['BiasGelu', ['x', 'bias'], {}, 'com.microsoft', 17],
    ['QuickGelu', ['x'], {}, 'com.microsoft', 17],
    ['QuickGelu', ['x'], { alpha: { float: 1 } }, 'com.microsoft', 17],
  ] as readonly (readonly [string, string[], Attributes, string, number])[])(
    '%s of %j %j %s',
    async (opType, inputs, attributes, domain, opset) => {
      await check(
        graphOf({
          inputs: [input('x')],
          outputs: [input('y')],
          nodes: [node(opType, inputs, ['y'], attributes, domain)],
          initializers: [vector('bias')],
          opset,
        }),
      );
    },
  );
});

describe('RotaryEmbedding', () => {
  const table = (f: (x: number) => number, half: number) =>
    Float32Array.from({ length: 40 * half }, (_, i) => f(Math.floor(i / half) / 30 ** ((i % half) / half)));
  const tables = (half: number) => [
    weights('cos', [40, half], table(Math.cos, half)),
    weights('sin', [40, half], table(Math.sin, half)),
  ];
  it.each([
    ['x', {}, 8],
    ['x', { interleaved: 1 }, 8],
    ['x', { num_heads: 2, rotary_embedding_dim: 8 }, 4],
    ['heads', {}, 8],
  ] as readonly (readonly ['x' | 'heads', Attributes, number])[])('%s %j, half %d', async (name, attributes, half) => {
    const shape = name === 'x' ? ['batch', 'sequence', WIDTH] : ['batch', 2, 'sequence', 16];
    await check(
      graphOf({
        inputs: [info(name, shape), info('position_ids', ['batch', 'sequence'], 'int64')],
        outputs: [info('y', shape)],
        nodes: [node('RotaryEmbedding', [name, 'position_ids', 'cos', 'sin'], ['y'], attributes)],
        initializers: tables(half),
      }),
    );
  });
});
