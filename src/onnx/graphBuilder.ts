// What: makes a graph node by node. Names are fresh, equal constants and equal operators are made once, `build` sorts the
//   nodes topologically and drops those that no output needs.
// Formula: value numbering: two nodes with the same operator, inputs and attributes are one node.
import { bytesOfNumbers } from './constants.ts';
import {
  OnnxError,
  type Attribute,
  type DataType,
  type Dim,
  type Initializer,
  type OnnxGraph,
  type OnnxNode,
  type ValueInfo,
} from './graph.ts';
import { prune, sortNodes } from './lowerGraphEdit.ts';

export type Attributes = Readonly<Record<string, Attribute>>;

export interface NodeOptions {
  readonly outputs?: readonly string[];
  readonly attributes?: Attributes;
  readonly domain?: string;
  readonly name?: string;
}

/** The opset that the builder emits: blockwise DequantizeLinear needs 21. */
export const DEFAULT_OPSET = 21;

export class GraphBuilder {
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers = new Map<string, Initializer>();
  private readonly inputs: ValueInfo[] = [];
  private readonly outputs: ValueInfo[] = [];
  private readonly valueInfo = new Map<string, ValueInfo>();
  private readonly opsets = new Map<string, number>([['', DEFAULT_OPSET]]);
  private readonly taken = new Set<string>();
  private readonly made = new Map<string, string>();
  private counter = 0;

  constructor(
    /** Name of the graph, and prefix of the names made here. */
    readonly name = 'graph',
    private readonly prefix = name,
  ) {}

  /** Starts from a graph: its nodes, constants, inputs and outputs; weights are shared. */
  static from(graph: OnnxGraph, prefix = 'new'): GraphBuilder {
    const builder = new GraphBuilder(graph.name, prefix);
    for (const node of graph.nodes) builder.addNode(node);
    for (const tensor of graph.initializers.values()) builder.addInitializer(tensor);
    for (const info of graph.inputs) builder.input(info.name, info.dataType, info.shape);
    builder.outputs.push(...graph.outputs);
    for (const [name, info] of graph.valueInfo) builder.valueInfo.set(name, info);
    for (const [domain, version] of graph.opsets) builder.opsets.set(domain, version);
    return builder;
  }

  /** Adds a node; without names its one output gets a fresh one. Returns the names of the outputs. */
  node(opType: string, inputs: readonly string[], options: NodeOptions = {}): string[] {
    const outputs = options.outputs ?? [this.fresh(opType)];
    const { attributes = {}, domain = '', name = `${outputs.find((output) => output) ?? opType}/node` } = options;
    this.addNode({ name, opType, domain, inputs: [...inputs], outputs: [...outputs], attributes });
    if (!this.opsets.has(domain)) this.opsets.set(domain, 1);
    return [...outputs];
  }

  /** One operator with one output; an equal one that was made before is reused. */
  op(opType: string, inputs: readonly string[], attributes: Attributes = {}, domain = ''): string {
    const key = `${domain}:${opType}(${inputs.join('|')})${JSON.stringify(attributes)}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const output = this.node(opType, inputs, { attributes, domain })[0]!;
    this.made.set(key, output);
    return output;
  }

  /** A constant from numbers; a second equal one is the first one. */
  constant(dataType: DataType, shape: readonly number[], values: ArrayLike<number>): string {
    return this.bytesConstant(dataType, shape, bytesOfNumbers(dataType, values));
  }

  /** A constant from bytes, which are shared, not copied. */
  bytesConstant(dataType: DataType, shape: readonly number[], bytes: Uint8Array): string {
    const key = bytes.length <= 1024 ? `constant ${dataType}[${shape.join()}]${bytes.join()}` : '';
    const known = key ? this.made.get(key) : undefined;
    if (known !== undefined) return known;
    const name = this.fresh('constant');
    this.addInitializer({ name, dataType, shape, bytes });
    if (key) this.made.set(key, name);
    return name;
  }

  scalar(value: number): string {
    return this.constant('float32', [], [value]);
  }

  /** A shape, axes, starts, …: what ONNX wants as int64 [n]. */
  int64s(...values: readonly number[]): string {
    return this.constant('int64', [values.length], values);
  }

  input(name: string, dataType: DataType, shape: readonly Dim[]): string {
    this.take(name);
    this.inputs.push({ name, dataType, shape });
    return name;
  }

  output(name: string, dataType: DataType, shape: readonly Dim[]): void {
    this.outputs.push({ name, dataType, shape });
  }

  /** Declares `tensor` as the output `name`. */
  outputAs(tensor: string, name: string, dataType: DataType, shape: readonly Dim[]): void {
    this.node('Identity', [tensor], { outputs: [name] });
    this.output(name, dataType, shape);
  }

  /** Forgets the outputs declared so far. */
  clearOutputs(): void {
    this.outputs.length = 0;
  }

  addInitializer(tensor: Initializer): string {
    this.take(tensor.name);
    this.initializers.set(tensor.name, tensor);
    return tensor.name;
  }

  findInitializer(name: string): Initializer | undefined {
    return this.initializers.get(name);
  }

  /** A name that nothing in the graph has. */
  fresh(hint: string): string {
    let name: string;
    do name = `${this.prefix}/${hint}_${this.counter++}`;
    while (this.taken.has(name));
    return name;
  }

  /** Inputs stay declared even where nothing reads them, so that feeds do not change with the outputs asked for. */
  build(): OnnxGraph {
    const { name, inputs, initializers, valueInfo, opsets } = this;
    for (const output of this.outputs)
      if (!this.taken.has(output.name))
        throw new OnnxError(`Nothing in graph '${name}' makes its output '${output.name}'.`);
    const nodes = sortNodes(this.nodes);
    const graph = { name, inputs: [...inputs], outputs: [], nodes, initializers, valueInfo, opsets: new Map(opsets) };
    const pruned = prune(graph, [...this.outputs], () => true);
    const live = new Set(pruned.nodes.flatMap((node) => node.outputs));
    return { ...pruned, valueInfo: new Map([...valueInfo].filter(([tensor]) => live.has(tensor))) };
  }

  private addNode(node: OnnxNode): void {
    for (const output of node.outputs) if (output !== '') this.take(output);
    this.nodes.push(node);
  }

  private take(name: string): void {
    if (this.taken.has(name)) throw new OnnxError(`Two tensors of graph '${this.name}' are called '${name}'.`);
    this.taken.add(name);
  }
}
