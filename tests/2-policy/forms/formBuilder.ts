// What: makes the graph of formModel.ts operator by operator and keeps the numbers that its weights stand for.
// Shapes: linear weights [out, in] as numbers, in the layout of their form in the graph.
import type { DataType, Initializer, OnnxNode } from '../../../src/onnx/graph.ts';
import { Lcg, node, weights } from '../../onnx/lowerHarness.ts';

export interface Form {
  readonly linear: 'float' | 'q4' | 'q4zeros' | 'qdq' | 'qdq8';
  /** rows: a table of its own; turned: lm_head's float matrix; shared: lm_head's 4-bit matrix. */
  readonly table: 'rows' | 'turned' | 'shared';
  readonly packed?: boolean;
  readonly bias?: boolean;
  readonly headNorms?: boolean;
  /** RotaryEmbedding nodes with position_ids, in place of rotary inside the attention. */
  readonly rotaryNodes?: boolean;
}

export const SIZE = { D: 64, H: 4, KV: 2, HD: 16, F: 160, L: 2, V: 96, EPS: 1e-5, THETA: 10_000 } as const;
const { D, EPS } = SIZE;
export const BLOCK = 32;

export class Builder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Initializer[] = [];
  readonly numbers = new Map<string, Float64Array>();
  readonly random = new Lcg(77);

  constructor(readonly form: Form) {}

  add(
    opType: string,
    inputs: string[],
    output: string,
    attributes: Parameters<typeof node>[3] = {},
    domain = '',
  ): string {
    this.nodes.push({ ...node(opType, inputs, [output], attributes, domain), name: output.replace('/output_0', '') });
    return output;
  }
  put(name: string, dataType: DataType, shape: readonly number[], bytes: Uint8Array): string {
    this.initializers.push({ name, dataType, shape, bytes });
    return name;
  }
  floats(name: string, shape: readonly number[], values: Float32Array): string {
    this.initializers.push(weights(name, shape, values));
    return name;
  }
  ints(...values: number[]): string {
    const name = `ints ${values.join()}`;
    if (this.initializers.some((one) => one.name === name)) return name;
    return this.put(name, 'int64', [values.length], new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer));
  }
  vector(key: string, name: string, width: number, around: number, spread: number): string {
    const values = this.random.floats(width, spread).map((value) => around + value);
    this.numbers.set(key, Float64Array.from(values));
    return this.floats(name, [width], values);
  }

  /** y = x·Wᵀ (+ b); `keys` are the matrices that lie one on the other in W, with their rows. */
  linear(path: string, x: string, K: number, keys: readonly (readonly [string, number])[], bias = false): string {
    const N = keys.reduce((sum, [, rows]) => sum + rows, 0);
    const at = path.slice(1).replaceAll('/', '.');
    const y = path === '/lm_head' ? 'logits' : `${path}/MatMul/output_0`;
    const whole = this.form.linear === 'float' ? this.floatProduct(at, x, K, N, y) : this.quantProduct(at, x, K, N, y);
    let row = 0;
    for (const [key, rows] of keys) {
      this.numbers.set(key, whole.subarray(row * K, (row + rows) * K));
      row += rows;
    }
    if (!bias) return y;
    const b = this.vector(`${at} bias`, `${at}.Add.bias`, N, 0, 0.3);
    let place = 0;
    for (const [key, rows] of keys) {
      this.numbers.set(`${key}.bias`, this.numbers.get(`${at} bias`)!.subarray(place, (place += rows)));
    }
    return this.add('Add', [y, b], `${path}/Add/output_0`);
  }

  private floatProduct(at: string, x: string, K: number, N: number, y: string): Float64Array {
    const stored = this.random.floats(K * N, 1.7 / Math.sqrt(K));
    this.add('MatMul', [x, this.floats(`${at}.MatMul.weight`, [K, N], stored)], y);
    return Float64Array.from({ length: N * K }, (_, i) => stored[(i % K) * N + Math.floor(i / K)]!);
  }

  private quantProduct(at: string, x: string, K: number, N: number, y: string): Float64Array {
    const { linear } = this.form;
    const bits = linear === 'qdq8' ? 8 : 4;
    const half = 2 ** (bits - 1);
    const blocks = K / BLOCK;
    const whole = (below: number) => Math.floor(((this.random.next() + 1) / 2) * below);
    const q = Uint8Array.from({ length: N * K }, () => whole(2 * half));
    const zeros = Uint8Array.from({ length: N * blocks }, () => (linear === 'q4zeros' ? 5 + whole(6) : half));
    const scales = this.random.floats(N * blocks, 0.06).map((value) => (value + Math.sign(value) * 0.02) * (8 / half));
    // 8-bit weights come with one scale a column.
    if (linear === 'qdq8') scales.forEach((_, i) => (scales[i] = scales[i - (i % blocks)]!));
    const stem = `${at}.MatMul.weight`;
    const nibbles = (values: Uint8Array, width: number): Uint8Array => {
      const rowBytes = Math.ceil(width / 2);
      const out = new Uint8Array((values.length / width) * rowBytes);
      values.forEach(
        (value, i) => (out[Math.floor(i / width) * rowBytes + ((i % width) >> 1)]! |= value << (4 * ((i % width) & 1))),
      );
      return out;
    };
    if (linear === 'q4' || linear === 'q4zeros') {
      const inputs = [
        x,
        this.put(`${stem}_Q4`, 'uint8', [N, blocks, BLOCK / 2], nibbles(q, K)),
        this.floats(`${stem}_scales`, [N, blocks], scales),
      ];
      if (linear === 'q4zeros')
        inputs.push(this.put(`${stem}_zp`, 'uint8', [N, Math.ceil(blocks / 2)], nibbles(zeros, blocks)));
      this.add('MatMulNBits', inputs, y, { K, N, bits: 4, block_size: BLOCK, accuracy_level: 4 }, 'com.microsoft');
    } else {
      const turned = Uint8Array.from(
        { length: K * N },
        (_, i) => (q[(i % N) * K + Math.floor(i / N)]! - half) & (2 * half - 1),
      );
      const isWide = linear === 'qdq8';
      const data = this.put(`${stem}_DQ`, isWide ? 'int8' : 'int4', [K, N], isWide ? turned : nibbles(turned, N));
      const rows = isWide ? 1 : blocks;
      const own = Float32Array.from({ length: rows * N }, (_, i) => scales[(i % N) * blocks + Math.floor(i / N)]!);
      const s = this.floats(`${stem}_DQ_scales`, isWide ? [N] : [blocks, N], own);
      const w = this.add(
        'DequantizeLinear',
        [data, s],
        `${stem}_DQ_output`,
        isWide ? { axis: 1 } : { axis: 0, block_size: BLOCK },
      );
      this.add('MatMul', [x, w], y);
    }
    return Float64Array.from(q, (value, i) => (value - zeros[Math.floor(i / BLOCK)]!) * scales[Math.floor(i / BLOCK)]!);
  }

  norm(path: string, key: string, inputs: readonly string[], isLast = false): readonly [string, string] {
    const name = `${path.slice(1).replaceAll('/', '.')}.weight`;
    const gamma = this.vector(key, name, D, 1, 0.2);
    const attributes = { epsilon: { float: EPS } };
    if (inputs.length === 1)
      return [
        this.add('SimplifiedLayerNormalization', [...inputs, gamma], `${path}/output_0`, {
          ...attributes,
          axis: -1,
          stash_type: 1,
        }),
        inputs[0]!,
      ];
    const outputs = isLast ? [`${path}/output_0`] : [`${path}/output_0`, '', '', `${path}/output_3`];
    this.nodes.push(node('SkipSimplifiedLayerNormalization', [...inputs, gamma], outputs, attributes));
    return [outputs[0]!, outputs.at(-1)!];
  }
}
