// What: runs rule cases: forward and vjp in the oracle, central differences, and comparison with a provider's numbers.
// Formula: L = Σ cotangent·output; central difference (L(x+h) − L(x−h)) / 2h with h = 1e-5 in float64.
import type { OnnxGraph, ValueInfo } from '../../src/onnx/graph.ts';
import { inferShapes } from '../../src/onnx/inferShapes.ts';
import { gradientName, vjp } from '../../src/onnx/vjp.ts';
import { evaluate, type Feeds } from './oracle.ts';
import { Random, type RuleCase } from './ruleCaseKit.ts';
import { tensor, type Tensor } from './oracle/tensor.ts';

const STEP = 1e-5;

/** The case's graph with its outputs declared. */
export function forwardGraph({ graph, outputs }: RuleCase): OnnxGraph {
  const types = inferShapes(graph);
  return { ...graph, outputs: outputs.map((name): ValueInfo => ({ name, ...types.get(name)! })) };
}

export interface Backward {
  readonly graph: OnnxGraph;
  readonly feeds: Feeds;
  readonly expected: ReadonlyMap<string, Tensor>;
}

/** The vjp graph with random cotangents, and what the oracle makes of it. */
export function backward(rule: RuleCase): Backward {
  const graph = vjp(forwardGraph(rule), { outputs: rule.outputs, wrt: rule.wrt, keep: rule.outputs });
  const values = evaluate(rule.graph, rule.feeds);
  const random = new Random(rule.seed + 7919);
  const feeds: Record<string, Tensor> = { ...rule.feeds };
  for (const name of rule.outputs) {
    const { shape, data } = values.get(name)!;
    feeds[gradientName(name)] = tensor(
      shape,
      data.map(() => Math.fround(2 * random.next() - 1)),
    );
  }
  const all = evaluate(graph, feeds);
  return { graph, feeds, expected: new Map(graph.outputs.map(({ name }) => [name, all.get(name)!])) };
}

/** dL/dx by central differences, element by element. */
export function centralDifferences(
  graph: OnnxGraph,
  feeds: Feeds,
  outputs: readonly string[],
  wrt: string,
): Float64Array {
  const loss = (x: Tensor): number => {
    const values = evaluate(graph, { ...feeds, [wrt]: x });
    let sum = 0;
    for (const name of outputs) {
      const cotangent = feeds[gradientName(name)]!.data;
      values.get(name)!.data.forEach((value, i) => (sum += value * cotangent[i]!));
    }
    return sum;
  };
  const x = feeds[wrt]!;
  return x.data.map((value, i) => {
    const moved = (by: number): number => loss({ ...x, data: x.data.with(i, value + by) });
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
}

/** Worst of |a − b| / (absolute + relative·|b|): at most 1 where the two agree. Shapes and NaN count as disagreement. */
export function excess(
  actual: { data: ArrayLike<number>; shape: readonly number[] },
  expected: Tensor,
  absolute: number,
  relative: number,
): number {
  if (actual.shape.join() !== expected.shape.join() || actual.data.length !== expected.data.length) return Infinity;
  let worst = 0;
  expected.data.forEach((value, i) => {
    const ratio = Math.abs(actual.data[i]! - value) / (absolute + relative * Math.abs(value));
    worst = Number.isFinite(ratio) ? Math.max(worst, ratio) : Infinity;
  });
  return worst;
}
