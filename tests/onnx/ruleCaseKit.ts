// What: makes the cases of ruleCases.ts: one small graph each, with random inputs and the tensors to differentiate.
// Formula: the values of a case lie on a shuffled grid with a little jitter, so no two of them tie and none lies on a kink:
//   central differences are then valid, and float32 takes the same branches as float64.
import type { Attribute, DataType, Dim, OnnxGraph } from '../../src/onnx/graph.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { sizeOf, tensor, type Tensor } from './oracle/tensor.ts';

export class Random {
  private state: number;
  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }
  /** Uniform in [0, 1): mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  int(below: number): number {
    return Math.floor(this.next() * below);
  }
  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      [out[i], out[j]] = [out[j]!, out[i]!];
    }
    return out;
  }
}

/** A float input with values in [low, high] (−1 … 1 unless given), a constant, or an int32 input. */
export interface Operand {
  readonly shape: readonly number[];
  readonly low?: number;
  readonly high?: number;
  /** Given values: a constant of this type, or with `input` an input. */
  readonly values?: readonly number[];
  readonly type?: DataType;
  readonly input?: boolean;
  /** Given bytes: a constant. */
  readonly bytes?: Uint8Array;
  /** No gradient is asked for. */
  readonly frozen?: boolean;
}

export interface RuleCase {
  readonly name: string;
  readonly graph: OnnxGraph;
  readonly outputs: readonly string[];
  readonly wrt: readonly string[];
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** Repeats the values. */
  readonly seed: number;
}

export interface CaseOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
  /** Names of the outputs; '' leaves one out. */
  readonly outputs?: readonly string[];
  /** Which outputs get cotangents; all unless given. */
  readonly from?: readonly string[];
  readonly note?: string;
  /** Declare these axes of float inputs of rank ≥ 2 by name instead of size. */
  readonly named?: readonly number[];
}

/** float32 numbers on a shuffled grid with jitter. */
function values(random: Random, counts: readonly number[], ranges: readonly (readonly [number, number])[]): number[][] {
  const total = counts.reduce((a, b) => a + b, 0);
  const grid = random.shuffled(Array.from({ length: total }, (_, i) => (i + 0.37 + 0.3 * random.next()) / total));
  return counts.map((count, i) => {
    const [low, high] = ranges[i]!;
    return grid.splice(0, count).map((u) => Math.fround(low + u * (high - low)));
  });
}

/** One node with these operands; `''` is an absent input. */
export function single(
  opType: string,
  operands: readonly (Operand | '')[],
  options: CaseOptions,
  random: Random,
): RuleCase {
  const { attributes = {}, domain = '', outputs = ['y'], note = '', named = [] } = options;
  const builder = new GraphBuilder('case', 'case');
  const floats = operands.filter((o): o is Operand => o !== '' && !o.values && !o.bytes);
  const data = values(
    random,
    floats.map((o) => sizeOf(o.shape)),
    floats.map((o) => [o.low ?? -1, o.high ?? 1]),
  );
  const feeds: Record<string, Tensor> = {};
  const wrt: string[] = [];
  const names = operands.map((operand, i) => {
    if (operand === '') return '';
    const { shape, type = 'float32' } = operand;
    const name = `x${i}`;
    if (operand.bytes) return builder.bytesConstant(type, shape, operand.bytes);
    if (operand.values && !operand.input) return builder.constant(type, shape, operand.values);
    const dims: Dim[] = shape.map((dim, axis) =>
      named.includes(axis) && shape.length > 1 && dim > 1 ? `d${dim}` : dim,
    );
    builder.input(name, type, operand.values ? shape : dims);
    feeds[name] = tensor(shape, operand.values ?? data[floats.indexOf(operand)]!);
    if (!operand.values && !operand.frozen) wrt.push(name);
    return name;
  });
  builder.node(opType, names, { outputs, attributes, domain, name: `the ${opType}` });
  const made = outputs.filter((name) => name !== '');
  // Only the names matter here: shapes of outputs are inferred where they are needed.
  for (const name of made) builder.output(name, 'float32', []);
  const title = [opType, note, named.length > 0 ? `axes ${named.join()} named` : ''].filter(Boolean).join(', ');
  return {
    name: title,
    graph: { ...builder.build(), outputs: [] },
    outputs: options.from ?? made,
    wrt,
    feeds,
    seed: random.seed,
  };
}

// --- shorthands of the tables ---

export const x = (...shape: number[]): Operand => ({ shape });

export const i64 = (...values: number[]): Operand => ({ shape: [values.length], values, type: 'int64' });

export const NAMED = [0, 1];

export type Row = readonly [opType: string, operands: readonly (Operand | '')[], options?: CaseOptions];

export const named = (rows: readonly Row[]): Row[] =>
  rows.flatMap(([op, operands, options]): Row[] => [
    [op, operands, options],
    [op, operands, { ...options, named: NAMED }],
  ]);

export const contrib = (options: CaseOptions = {}): CaseOptions => ({ domain: 'com.microsoft', ...options });
