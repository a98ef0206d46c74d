// What: the typed graph that every module of src/onnx reads and makes. Weights are views, never copies.
// Shapes: a dimension is a number, or a name ('rows', 'tokens', …) where the size is known only at run time.

/** The element types that this project reads or emits (ONNX TensorProto.DataType numbers). */
export const DATA_TYPE = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  uint4: 21,
  int4: 22,
} as const;
export type DataType = keyof typeof DATA_TYPE;

export type Dim = number | string;

export interface ValueInfo {
  readonly name: string;
  readonly dataType: DataType;
  readonly shape: readonly Dim[];
}

/** A constant. `bytes` is a view (little endian, packed) into the file that it came from, or fresh memory. */
export interface Initializer {
  readonly name: string;
  readonly dataType: DataType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: Initializer }
  /** A graph inside a node (branches.ts): its bytes, and the names that it reads from outside. */
  | { readonly kind: 'graph'; readonly value: { readonly bytes: Uint8Array; readonly reads: readonly string[] } };

/** One operator. An absent optional input or output is the empty string, as in ONNX. */
export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  /** '' is the default ai.onnx domain; 'com.microsoft' holds the contrib operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A whole model: one graph in topological order. Transformations return a new graph and share the initializers. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, Initializer>;
  /** Types and shapes of inner tensors, where known. */
  readonly valueInfo: ReadonlyMap<string, ValueInfo>;
  readonly opsets: ReadonlyMap<string, number>;
}

/** Thrown for a graph that this module cannot handle; the message says what to do. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
}
