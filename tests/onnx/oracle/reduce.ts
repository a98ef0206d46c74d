// What: reductions, softmax and normalisation of the oracle.
import { build, floatOf, fromEnd, getBroadcast, intOf, intsOf, map, offsetOf, sizeOf, zip } from './tensor.ts';
import type { Kernel, Kernels, Tensor } from './tensor.ts';

/** Collects the elements along `axes` for each of the others. */
export function reduceWith(x: Tensor, axes: readonly number[], keep: boolean, f: (list: number[]) => number): Tensor {
  const kept = x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const lists = Array.from({ length: sizeOf(kept) }, (): number[] => []);
  const frame: Tensor = { data: new Float64Array(lists.length), shape: kept };
  build(x.shape, (index) => {
    const at = index.map((i, axis) => (axes.includes(axis) ? 0 : i));
    lists[offsetOf(frame, at)]!.push(x.data[offsetOf(x, index)]!);
    return 0;
  });
  const shape = keep ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  return { data: Float64Array.from(lists, f), shape };
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const squares = (list: readonly number[]): number => sum(list.map((x) => x * x));

const reduction =
  (f: (list: number[]) => number): Kernel =>
  ([x, axesInput], node) => {
    const named = intsOf(node, 'axes', axesInput);
    const all = x!.shape.map((_, axis) => axis);
    const axes = named?.length ? named.map((axis) => fromEnd(axis, all.length)) : all;
    return [reduceWith(x!, axes, intOf(node, 'keepdims', 1) === 1, f)];
  };

function logSumExp(list: readonly number[]): number {
  const max = Math.max(...list);
  return max + Math.log(sum(list.map((x) => Math.exp(x - max))));
}

function logSoftmax([x]: readonly (Tensor | undefined)[], node: Parameters<Kernel>[1]): Tensor {
  const axis = fromEnd(intOf(node, 'axis', -1), x!.shape.length);
  return zip((a, b) => a! - b!, x!, reduceWith(x!, [axis], true, logSumExp));
}

interface Normalised {
  readonly y: Tensor;
  readonly mean: Tensor;
  readonly inverse: Tensor;
}

function normalise(x: Tensor, axis: number, epsilon: number, centred: boolean): Normalised {
  const axes = x.shape.map((_, i) => i).slice(axis);
  const mean = reduceWith(x, axes, true, (list) => (centred ? sum(list) / list.length : 0));
  const deviation = zip((a, b) => a! - b!, x, mean);
  const variance = reduceWith(deviation, axes, true, (list) => squares(list) / list.length);
  const inverse = map(variance, (v) => 1 / Math.sqrt(v + epsilon));
  return { y: zip((a, b) => a! * b!, deviation, inverse), mean, inverse };
}

const affine = (y: Tensor, gamma: Tensor, beta?: Tensor): Tensor => {
  const scaled = zip((a, b) => a! * b!, y, gamma);
  return beta ? zip((a, b) => a! + b!, scaled, beta) : scaled;
};

const norm =
  (centred: boolean): Kernel =>
  ([x, gamma, beta], node) => {
    const axis = fromEnd(intOf(node, 'axis', -1), x!.shape.length);
    const { y, mean, inverse } = normalise(x!, axis, floatOf(node, 'epsilon', 1e-5), centred);
    return centred ? [affine(y, gamma!, beta), mean, inverse] : [affine(y, gamma!), inverse];
  };

const skipNorm =
  (centred: boolean): Kernel =>
  ([x, skip, gamma, fourth, fifth], node) => {
    const bias = centred ? fifth : fourth;
    const pair = zip((a, b) => a! + b!, x!, skip!);
    const total = bias ? build(pair.shape, (index) => getBroadcast(pair, index) + getBroadcast(bias, index)) : pair;
    const { y, mean, inverse } = normalise(total, total.shape.length - 1, floatOf(node, 'epsilon', 1e-12), centred);
    return [affine(y, gamma!, centred ? fourth : undefined), mean, inverse, total];
  };

export const REDUCE: Kernels = {
  ReduceSum: reduction(sum),
  ReduceMean: reduction((list) => sum(list) / list.length),
  ReduceMax: reduction((list) => Math.max(...list)),
  ReduceMin: reduction((list) => Math.min(...list)),
  ReduceSumSquare: reduction(squares),
  ReduceL1: reduction((list) => sum(list.map(Math.abs))),
  ReduceL2: reduction((list) => Math.sqrt(squares(list))),
  ReduceLogSum: reduction((list) => Math.log(sum(list))),
  ReduceLogSumExp: reduction(logSumExp),
  LogSoftmax: (inputs, node) => [logSoftmax(inputs, node)],
  Softmax: (inputs, node) => [map(logSoftmax(inputs, node), Math.exp)],
  LayerNormalization: norm(true),
  SimplifiedLayerNormalization: norm(false),
  RMSNormalization: norm(false),
  SkipLayerNormalization: skipNorm(true),
  SkipSimplifiedLayerNormalization: skipNorm(false),
};
