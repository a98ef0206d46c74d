// What: collects the nodes and constants that a lowering emits; equal constants are made once.
// Shapes: scalars have shape []; `int64s` are the shapes, axes and bounds that ONNX wants as tensors.
import { DATA_TYPE, type Attribute, type DataType, type Initializer, type OnnxNode } from './graph.ts';

export type AttributeValue = number | string | readonly number[];

export class LowerEmitter {
  readonly nodes: OnnxNode[] = [];
  /** Prefix of the names made next: the node that is being lowered. */
  scope = 'lower';
  private counter = 0;
  private readonly memos = new Map<string, string>();

  /** `initializers` receives the constants. */
  constructor(readonly initializers: Map<string, Initializer>) {}

  /** Emits one operator of the default domain and returns the name of its output. */
  op(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    output = this.fresh(opType),
  ): string {
    this.nodes.push({
      name: `${output}/node`,
      opType,
      domain: '',
      inputs,
      outputs: [output],
      attributes: typed(attributes),
    });
    return output;
  }

  /** Emits an operator with several outputs. */
  multi(
    opType: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): void {
    this.nodes.push({ name: `${outputs[0]}/node`, opType, domain: '', inputs, outputs, attributes: typed(attributes) });
  }

  fresh(hint: string): string {
    return `${this.scope}/${hint}_${this.counter++}`;
  }

  /** Computes a tensor that several lowerings share, once; `make` must depend on graph inputs and constants only. */
  once(key: string, make: () => string): string {
    const known = this.memos.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.memos.set(key, made);
    return made;
  }

  floats(values: ArrayLike<number>, shape: readonly number[]): string {
    return this.constant('float32', Float32Array.from(values), shape);
  }

  scalar(value: number): string {
    return this.floats([value], []);
  }

  int64s(...values: number[]): string {
    return this.constant('int64', BigInt64Array.from(values.map(BigInt)), [values.length]);
  }

  int64Scalar(value: number): string {
    return this.constant('int64', BigInt64Array.of(BigInt(value)), []);
  }

  private constant(dataType: DataType, data: Float32Array | BigInt64Array, shape: readonly number[]): string {
    const key = `${dataType}[${shape.join()}]${data.length <= 64 ? data.join() : hash(data)}`;
    return this.once(`constant ${key}`, () => {
      let index = this.initializers.size;
      while (this.initializers.has(`constant/${index}`)) index++;
      const name = `constant/${index}`;
      this.initializers.set(name, { name, dataType, shape, bytes: new Uint8Array(data.buffer) });
      return name;
    });
  }

  reshape(x: string, ...shape: number[]): string {
    return this.op('Reshape', [x, this.int64s(...shape)]);
  }

  transpose(x: string, ...perm: number[]): string {
    return this.op('Transpose', [x], { perm });
  }

  cast(x: string, to: DataType): string {
    return this.op('Cast', [x], { to: DATA_TYPE[to] });
  }

  /** ReduceSum, ReduceMax, ReduceMean over the last axis, which stays with size 1. */
  reduceLast(opType: string, x: string): string {
    return this.op(opType, [x, this.int64s(-1)], { keepdims: 1 });
  }
}

function typed(values: Readonly<Record<string, AttributeValue>>): Record<string, Attribute> {
  // Every attribute emitted here is an integer, a list of integers or a string.
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, Attribute] => {
      if (typeof value === 'string') return [name, { kind: 'string', value }];
      if (typeof value === 'number') return [name, { kind: 'int', value }];
      return [name, { kind: 'ints', value }];
    }),
  );
}

/** FNV-1a over the bytes together with the length: enough to tell the few large constants of one graph apart. */
function hash(data: Float32Array | BigInt64Array): string {
  let h = 0x811c9dc5;
  for (const byte of new Uint8Array(data.buffer)) h = Math.imul(h ^ byte, 0x01000193);
  return `${data.length}:${h >>> 0}`;
}
