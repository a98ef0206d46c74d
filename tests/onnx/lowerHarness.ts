// What: runs graphs in ORT's WASM build inside Node, and makes inputs for them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import type { Attribute, DataType, Dim, Initializer, OnnxGraph, OnnxNode, ValueInfo } from '../../src/onnx/graph.ts';
import { writeModel } from '../../src/onnx/writeModel.ts';

// The package finds its .wasm by URL, which Node's fetch refuses for files.
const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
ort.env.wasm.wasmBinary = readFileSync(join(folder, 'ort-wasm-simd-threaded.wasm')) as unknown as ArrayBuffer;
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export interface Value {
  readonly data: Float32Array | Int32Array | BigInt64Array;
  readonly dims: readonly number[];
}
export type Values = Readonly<Record<string, Value>>;

export class Runner {
  private constructor(private readonly session: ort.InferenceSession) {}

  static async create(model: OnnxGraph | Uint8Array): Promise<Runner> {
    const bytes = model instanceof Uint8Array ? model : writeModel(model);
    const options = { executionProviders: ['wasm'], logSeverityLevel: 3 as const };
    return new Runner(await ort.InferenceSession.create(bytes, options));
  }

  /** Runs on the values that the graph asks for; the others are ignored. */
  async run(values: Values): Promise<Record<string, { data: Float32Array; dims: readonly number[] }>> {
    const feeds: Record<string, ort.Tensor> = {};
    for (const name of this.session.inputNames) {
      const value = values[name];
      if (!value) throw new Error(`no value for input ${name}`);
      const { data, dims } = value;
      const type = data instanceof Float32Array ? 'float32' : data instanceof Int32Array ? 'int32' : 'int64';
      feeds[name] = new ort.Tensor(type, data as Float32Array, dims);
    }
    const results = await this.session.run(feeds);
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => [
        name,
        { data: tensor.data as Float32Array, dims: [...tensor.dims] },
      ]),
    );
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

export async function runOnce(model: OnnxGraph | Uint8Array, values: Values) {
  const runner = await Runner.create(model);
  const results = await runner.run(values);
  await runner.release();
  return results;
}

/** Uniform numbers in [−1, 1), the same on every run. */
export class Lcg {
  constructor(private state: number) {}
  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state / 2 ** 32) * 2 - 1;
  }
  floats(n: number, scale = 1): Float32Array {
    return Float32Array.from({ length: n }, () => this.next() * scale);
  }
  tensor(...dims: number[]): { data: Float32Array; dims: number[] } {
    return { data: this.floats(sizeOf(dims)), dims };
  }
}

export const sizeOf = (dims: readonly number[]): number => dims.reduce((a, b) => a * b, 1);
export const int32 = (data: readonly number[], dims: readonly number[] = [data.length]): Value => ({
  data: Int32Array.from(data),
  dims,
});
export const int64 = (data: readonly number[], dims: readonly number[] = [data.length]): Value => ({
  data: BigInt64Array.from(data.map(BigInt)),
  dims,
});

export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return Number.isNaN(worst) ? Infinity : worst;
}

/** ‖a − b‖ / ‖b‖. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let [difference, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    size += b[i]! ** 2;
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(size), 1e-30);
}

// --- small graphs by hand ---

export const info = (name: string, shape: readonly Dim[], dataType: DataType = 'float32'): ValueInfo => ({
  name,
  dataType,
  shape,
});

export function weights(name: string, shape: readonly number[], data: Float32Array): Initializer {
  return { name, dataType: 'float32', shape, bytes: new Uint8Array(data.buffer) };
}

export function node(
  opType: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number | string | readonly number[] | { float: number }>> = {},
  domain = 'com.microsoft',
): OnnxNode {
  const typed = Object.entries(attributes).map(([name, value]): [string, Attribute] => {
    if (typeof value === 'string') return [name, { kind: 'string', value }];
    if (typeof value === 'number') return [name, { kind: 'int', value }];
    if ('float' in value) return [name, { kind: 'float', value: value.float }];
    return [name, { kind: 'ints', value }];
  });
  return { name: `/${opType}/${outputs[0]}`, opType, domain, inputs, outputs, attributes: Object.fromEntries(typed) };
}

export function graphOf(parts: {
  inputs: readonly ValueInfo[];
  outputs: readonly ValueInfo[];
  nodes: readonly OnnxNode[];
  initializers?: readonly Initializer[];
  opset?: number;
}): OnnxGraph {
  return {
    name: 'test',
    inputs: parts.inputs,
    outputs: parts.outputs,
    nodes: parts.nodes,
    initializers: new Map((parts.initializers ?? []).map((value) => [value.name, value])),
    valueInfo: new Map(),
    opsets: new Map([
      ['', parts.opset ?? 17],
      ['com.microsoft', 1],
    ]),
  };
}
