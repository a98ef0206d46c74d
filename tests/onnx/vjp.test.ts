// What: the driver of vjp: accumulation, inner tensors, several outputs, what it returns, what it refuses and how it says so.
import { describe, expect, it } from 'vitest';
import { int } from '../../src/onnx/attributes.ts';
import { OnnxError, type OnnxGraph } from '../../src/onnx/graph.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { rename } from '../../src/onnx/lowerGraphEdit.ts';
import { vjp } from '../../src/onnx/vjp.ts';
import { evaluate } from './oracle.ts';
import { tensor } from './oracle/tensor.ts';

const list = (graph: OnnxGraph, feeds: Record<string, number[]>, output: string): number[] => {
  const tensors = Object.fromEntries(Object.entries(feeds).map(([name, data]) => [name, tensor([data.length], data)]));
  return Array.from(evaluate(graph, tensors).get(output)!.data);
};

function build(make: (b: GraphBuilder) => string, inputs: readonly string[] = ['x']): OnnxGraph {
  const builder = new GraphBuilder('test');
  inputs.forEach((name) => builder.input(name, 'float32', [2]));
  builder.outputAs(make(builder), 'y', 'float32', [2]);
  return builder.build();
}

describe('vjp', () => {
  it('adds up the gradients of a tensor that is read several times', () => {
    const graph = build((b) => b.op('Add', [b.op('Mul', ['x', 'x']), b.op('Mul', ['x', b.scalar(3)])]));
    const back = vjp(graph, { outputs: ['y'], wrt: ['x'] });
    expect(list(back, { x: [2, -1], 'grad/y': [1, 10] }, 'grad/x')).toEqual([7, 10]);
  });

  it('differentiates by inner tensors and constants, and keeps forward tensors', () => {
    const builder = new GraphBuilder('test');
    builder.input('x', 'float32', [2]);
    builder.addInitializer({
      name: 'w',
      dataType: 'float32',
      shape: [2],
      bytes: new Uint8Array(Float32Array.of(4, 5).buffer),
    });
    builder.node('Mul', ['x', 'w'], { outputs: ['inner'] });
    builder.node('Mul', ['inner', 'inner'], { outputs: ['y'] });
    builder.output('y', 'float32', [2]);
    const back = vjp(builder.build(), { outputs: ['y'], wrt: ['inner', 'w'], keep: ['inner'] });
    expect(back.outputs.map((output) => output.name)).toEqual(['grad/inner', 'grad/w', 'inner']);
    expect(back.inputs.map((input) => input.name)).toEqual(['x', 'grad/y']);
    const feeds = { x: [1, 2], 'grad/y': [1, 1] };
    expect(list(back, feeds, 'grad/inner')).toEqual([8, 20]);
    expect(list(back, feeds, 'grad/w')).toEqual([8, 40]);
    expect(list(back, feeds, 'inner')).toEqual([4, 10]);
  });

  it('takes cotangents of several outputs, one of which feeds the other', () => {
    const builder = new GraphBuilder('test');
    builder.input('x', 'float32', [1]);
    builder.node('Mul', ['x', 'x'], { outputs: ['a'] });
    builder.node('Mul', ['a', 'x'], { outputs: ['b'] });
    for (const name of ['a', 'b']) builder.output(name, 'float32', [1]);
    const back = vjp(builder.build(), { outputs: ['a', 'b'], wrt: ['x'] });
    expect(list(back, { x: [3], 'grad/a': [10], 'grad/b': [1] }, 'grad/x')).toEqual([10 * 6 + 27]);
  });

  it('drops the nodes that no gradient needs, and leaves branches off the path alone', () => {
    const graph = build((b) => b.op('Add', [b.op('Mul', ['x', b.scalar(2)]), b.op('Unheard', ['z'])]), ['x', 'z']);
    const withShape = {
      ...graph,
      valueInfo: new Map([['test/Unheard_2', { name: 'test/Unheard_2', dataType: 'float32' as const, shape: [2] }]]),
    };
    const back = vjp(withShape, { outputs: ['y'], wrt: ['x'] });
    expect(back.nodes.map((node) => node.opType).sort()).toEqual(['Identity', 'Mul']);
  });

  it('a second vjp of a vjp is the second derivative', () => {
    const graph = build((b) => b.op('Mul', ['x', b.op('Mul', ['x', 'x'])]));
    const first = rename(vjp(graph, { outputs: ['y'], wrt: ['x'] }), new Map([['grad/x', 'slope']]));
    const second = vjp(first, { outputs: ['slope'], wrt: ['x'], keep: ['slope'] });
    const feeds = { x: [2, 5], 'grad/y': [1, 1], 'grad/slope': [1, 10] };
    expect(list(second, feeds, 'slope')).toEqual([12, 75]);
    expect(list(second, feeds, 'grad/x')).toEqual([12, 300]);
  });

  it('emits only operators that both providers run on their own device', () => {
    const graph = build((b) => b.op('Sum', [b.op('LogSoftmax', ['x']), 'x', b.op('Sqrt', [b.op('Abs', ['x'])])]));
    const used = new Set(vjp(graph, { outputs: ['y'], wrt: ['x'], keep: ['y'] }).nodes.map((node) => node.opType));
    for (const refused of ['LogSoftmax', 'FusedMatMul', 'Sum', 'Sign', 'Mod', 'Or', 'ConstantOfShape'])
      expect(used.has(refused), refused).toBe(false);
  });

  it('stops at piecewise constant operators', () => {
    const graph = build((b) => b.op('Mul', ['x', b.op('Floor', ['x'])]));
    expect(list(vjp(graph, { outputs: ['y'], wrt: ['x'] }), { x: [2.5, -0.5], 'grad/y': [1, 1] }, 'grad/x')).toEqual([
      2, -1,
    ]);
  });
});

describe('what vjp refuses', () => {
  const attempt =
    (graph: OnnxGraph, wrt = 'x') =>
    () =>
      vjp(graph, { outputs: ['y'], wrt: [wrt] });

  it('names the operator, the node and the tensor of a missing rule', () => {
    const builder = new GraphBuilder('test');
    builder.input('x', 'float32', [2]);
    builder.node('Mystery', ['x'], { outputs: ['hidden'], domain: 'com.example', name: '/layers.3/mystery' });
    builder.node('Neg', ['hidden'], { outputs: ['y'] });
    builder.output('y', 'float32', [2]);
    const refuse = attempt(builder.build());
    expect(refuse).toThrow(OnnxError);
    expect(refuse).toThrow(
      "vjp has no rule for the operator com.example.Mystery (node '/layers.3/mystery'), which makes 'hidden'",
    );
  });

  it('says when nothing depends on the tensor', () => {
    expect(
      attempt(
        build(() => 'x', ['x', 'z']),
        'z',
      ),
    ).toThrow("'y' do not depend on 'z'");
    expect(
      attempt(
        build(() => 'x'),
        'nowhere',
      ),
    ).toThrow("The graph has no tensor 'nowhere'");
  });

  it('refuses gradients of quantised weights, half precision and data-dependent shapes', () => {
    const builder = new GraphBuilder('test');
    builder.input('x', 'float32', [1, 16]);
    builder.input('scales', 'float32', [2]);
    builder.bytesConstant('uint8', [2, 1, 8], new Uint8Array(16));
    const weights = builder.bytesConstant('uint8', [2, 1, 8], new Uint8Array(16));
    const attributes = { K: int(16), N: int(2), bits: int(4), block_size: int(16) };
    builder.node('MatMulNBits', ['x', weights, 'scales'], { outputs: ['y'], domain: 'com.microsoft', attributes });
    builder.output('y', 'float32', [1, 2]);
    expect(attempt(builder.build(), 'scales')).toThrow('its input 2 (scales');
    expect(attempt(builder.build())).toThrow("its scales ('scales') must be constants");
    const half = build((b) => b.op('Cast', [b.op('Cast', ['x'], { to: int(10) })], { to: int(1) }));
    expect(attempt(half)).toThrow('only float32 has gradients');
  });
});
