// What: property: the vjp of a random graph of supported operators equals its central differences.
// Formula: a graph is grown node by node from a list of drawn numbers; every tensor is bounded, so that float64 differences
//   with h = 1e-5 hold; operators with kinks (Max, Abs, ReduceMax …) have their own cases with separated values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float, int, ints } from '../../src/onnx/attributes.ts';
import type { OnnxGraph } from '../../src/onnx/graph.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { inferShapes } from '../../src/onnx/inferShapes.ts';
import { gradientName, vjp } from '../../src/onnx/vjp.ts';
import { evaluate } from './oracle.ts';
import { sizeOf, tensor, type Tensor } from './oracle/tensor.ts';
import { Random } from './ruleCaseKit.ts';
import { centralDifferences, excess } from './ruleHarness.ts';
import { freshSeed } from './ruleCases.ts';

interface Made {
  readonly name: string;
  readonly shape: readonly number[];
}
type Grow = (b: GraphBuilder, a: Made, pick: (n: number) => number, other: (shape: readonly number[]) => Made) => Made;

const unary =
  (...opTypes: string[]): Grow =>
  (b, a, pick) => ({ ...a, name: b.op(opTypes[pick(opTypes.length)]!, [a.name]) });
/** Keeps values within a few units. */
const bounded = (b: GraphBuilder, made: Made): Made => ({ ...made, name: b.op('Tanh', [made.name]) });

const GROW: readonly Grow[] = [
  unary('Tanh', 'Sigmoid', 'Sin', 'Cos', 'Erf', 'Softplus', 'Gelu', 'Neg', 'Identity'),
  (b, a, pick, other) => {
    const opType = ['Add', 'Sub', 'Mul'][pick(3)]!;
    // Some axes of the second operand are broadcast, and leading ones of size 1 are left out.
    const full = a.shape.map((dim) => (pick(2) === 0 ? dim : 1));
    const shape = full.slice(pick(full.length + 1) === 0 && full.length > 1 && full[0] === 1 ? 1 : 0);
    return bounded(b, { ...a, name: b.op(opType, [a.name, other(shape).name]) });
  },
  (b, a, _pick, other) => {
    const divisor = b.op('Add', [b.op('Exp', [b.op('Tanh', [other(a.shape).name])]), b.scalar(0.5)]);
    return { ...a, name: b.op('Tanh', [b.op('Div', [a.name, divisor])]) };
  },
  (b, a) => ({ ...a, name: b.op('Sqrt', [b.op('Add', [b.op('Mul', [a.name, a.name]), b.scalar(0.3)])]) }),
  (b, a, pick, other) => {
    if (a.shape.length < 2) return a;
    const n = 1 + pick(3);
    const weight = other(pick(2) === 0 ? [a.shape.at(-1)!, n] : [...a.shape.slice(0, -2), a.shape.at(-1)!, n]);
    return bounded(b, { name: b.op('MatMul', [a.name, weight.name]), shape: a.shape.with(-1, n) });
  },
  (b, a, pick) => {
    const axis = pick(a.shape.length);
    const opType = ['ReduceSum', 'ReduceMean', 'ReduceSumSquare', 'ReduceLogSumExp'][pick(4)]!;
    const keepdims = a.shape.length === 1 ? 1 : pick(2);
    const name = b.op(opType, [a.name, b.int64s(axis)], { keepdims: int(keepdims) });
    return bounded(b, { name, shape: keepdims ? a.shape.with(axis, 1) : a.shape.toSpliced(axis, 1) });
  },
  (b, a, pick) => {
    const name = b.op(['Softmax', 'LogSoftmax'][pick(2)]!, [a.name], { axis: int(pick(a.shape.length)) });
    return bounded(b, { ...a, name });
  },
  (b, a, pick) => {
    const perm = new Random(pick(1000)).shuffled([...a.shape.keys()]);
    return { name: b.op('Transpose', [a.name], { perm: ints(perm) }), shape: perm.map((axis) => a.shape[axis]!) };
  },
  (b, a, pick) => {
    const shape = pick(2) === 0 ? [sizeOf(a.shape)] : [a.shape[0]!, sizeOf(a.shape.slice(1))];
    return { name: b.op('Reshape', [a.name, b.int64s(...shape)]), shape };
  },
  (b, a, pick) => {
    const axis = pick(a.shape.length);
    const end = 1 + pick(a.shape[axis]!);
    const start = pick(end);
    const name = b.op('Slice', [a.name, b.int64s(start), b.int64s(end), b.int64s(axis)]);
    return { name, shape: a.shape.with(axis, end - start) };
  },
  (b, a, pick, other) => {
    const axis = pick(a.shape.length);
    const size = 1 + pick(2);
    const name = b.op('Concat', [a.name, other(a.shape.with(axis, size)).name], { axis: int(axis) });
    return { name, shape: a.shape.with(axis, a.shape[axis]! + size) };
  },
  (b, a, pick) => {
    const axis = pick(a.shape.length);
    const picked = Array.from({ length: 1 + pick(3) }, () => pick(a.shape[axis]!));
    const name = b.op('Gather', [a.name, b.constant('int32', [picked.length], picked)], { axis: int(axis) });
    return { name, shape: a.shape.with(axis, picked.length) };
  },
  (b, a, pick) => {
    const axis = pick(a.shape.length + 1);
    return { name: b.op('Unsqueeze', [a.name, b.int64s(axis)]), shape: a.shape.toSpliced(axis, 0, 1) };
  },
  (b, a, pick) => {
    const shape = a.shape.map((dim) => (dim === 1 ? 1 + pick(3) : dim));
    return { name: b.op('Expand', [a.name, b.int64s(...shape)]), shape };
  },
  (b, a, _pick, other) => {
    const gamma = other([a.shape.at(-1)!]);
    const attributes = { axis: int(-1), epsilon: float(0.1) };
    return bounded(b, { ...a, name: b.op('LayerNormalization', [a.name, gamma.name], attributes) });
  },
];

interface Grown {
  readonly graph: OnnxGraph;
  readonly feeds: Record<string, Tensor>;
  readonly inputs: string[];
}

function grow(genes: readonly number[], random: Random): Grown {
  const builder = new GraphBuilder('random');
  const inputs: string[] = [];
  const feeds: Record<string, Tensor> = {};
  const tensors: Made[] = [];
  const input = (shape: readonly number[]): Made => {
    const name = `x${inputs.length}`;
    builder.input(name, 'float32', shape);
    inputs.push(name);
    const data = Array.from({ length: sizeOf(shape) }, () => Math.fround(2 * random.next() - 1));
    feeds[name] = tensor(shape, data);
    const made = { name, shape };
    tensors.push(made);
    return made;
  };
  let at = 0;
  const pick = (n: number): number => (genes[at++ % genes.length]! + at) % n;
  const other = (shape: readonly number[]): Made => {
    const same = tensors.filter((t) => t.shape.join() === shape.join());
    return same.length > 0 && pick(2) === 0 ? same[pick(same.length)]! : input(shape);
  };
  let last = input([2, 3, 2]);
  for (const gene of genes) {
    const from = pick(3) === 0 ? tensors[pick(tensors.length)]! : last;
    const made = GROW[gene % GROW.length]!(builder, from, pick, other);
    if (made.shape.length > 4 || sizeOf(made.shape) > 40) continue;
    tensors.push(made);
    last = made;
  }
  builder.outputAs(last.name, 'out', 'float32', last.shape);
  return { graph: builder.build(), feeds, inputs };
}

const seed = freshSeed();

describe(`random graphs (ROLLSCOPE_SEED=${seed})`, () => {
  it('vjp = central differences', () => {
    let nodes = 0;
    let gradients = 0;
    const property = fc.property(fc.array(fc.nat(9999), { minLength: 3, maxLength: 9 }), fc.nat(), (genes, salt) => {
      const random = new Random(salt);
      const { graph, feeds, inputs } = grow(genes, random);
      const reached = inputs.filter((name) => depends(graph, name));
      if (reached.length === 0) return;
      const back = vjp(graph, { outputs: ['out'], wrt: reached });
      const out = evaluate(graph, feeds).get('out')!;
      expect(inferShapes(graph).get('out')!.shape).toEqual(out.shape);
      const cotangent = tensor(
        out.shape,
        out.data.map(() => Math.fround(2 * random.next() - 1)),
      );
      const all = { ...feeds, [gradientName('out')]: cotangent };
      const values = evaluate(back, all);
      for (const name of reached) {
        const measured = tensor(feeds[name]!.shape, centralDifferences(graph, all, ['out'], name));
        expect(excess(values.get(gradientName(name))!, measured, 2e-6, 1e-5), `gradient of ${name}`).toBeLessThan(1);
        gradients++;
      }
      nodes += graph.nodes.length;
    });
    fc.assert(property, { seed, numRuns: 150 });
    console.log(`random graphs: ${nodes} nodes, ${gradients} gradients`);
    expect(gradients).toBeGreaterThan(150);
  });
});

function depends(graph: OnnxGraph, name: string): boolean {
  const reached = new Set([name]);
  for (const node of graph.nodes)
    if (node.inputs.some((input) => reached.has(input))) node.outputs.forEach((o) => reached.add(o));
  return reached.has('out');
}
