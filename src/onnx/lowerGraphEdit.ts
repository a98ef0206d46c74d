// What: questions and small edits on a graph: who makes a tensor, its last dimension, what it depends on; pruning; renaming.
import { readsOf } from './branches.ts';
import type { OnnxGraph, OnnxNode, ValueInfo } from './graph.ts';
import { intAttribute } from './lowerings/attributes.ts';

export function producersOf(nodes: readonly OnnxNode[]): Map<string, OnnxNode> {
  return new Map(
    nodes.flatMap((node) => node.outputs.filter((name) => name !== '').map((name) => [name, node] as const)),
  );
}

/** Does `tensor` depend on `source` (a graph input or an inner tensor)? */
export function dependsOn(producers: ReadonlyMap<string, OnnxNode>, tensor: string, source: string): boolean {
  const seen = new Set<string>();
  const stack = [tensor];
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    if (name === source) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    const producer = producers.get(name);
    if (producer) stack.push(...readsOf(producer));
  }
  return false;
}

const SAME_SHAPE = [
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Sigmoid',
  'Cast',
  'Identity',
  'RotaryEmbedding',
  'SimplifiedLayerNormalization',
];

/** Size of the last axis where the graph tells it, else undefined. */
export function lastDim(
  graph: OnnxGraph,
  producers: ReadonlyMap<string, OnnxNode>,
  tensor: string,
): number | undefined {
  const declared =
    [...graph.inputs, ...graph.outputs].find((info) => info.name === tensor) ?? graph.valueInfo.get(tensor);
  const known = graph.initializers.get(tensor)?.shape.at(-1) ?? declared?.shape.at(-1);
  if (typeof known === 'number') return known;
  const node = producers.get(tensor);
  if (!node) return undefined;
  if (node.opType === 'MatMulNBits') return intAttribute(node, 'N', 0) || undefined;
  if (node.opType === 'MatMul') return lastDim(graph, producers, node.inputs[1]!);
  if (node.opType === 'Transpose') {
    const shape = graph.initializers.get(node.inputs[0]!)?.shape;
    return shape?.length === 2 ? shape[0] : undefined;
  }
  if (!SAME_SHAPE.includes(node.opType)) return undefined;
  const sizes = node.inputs.slice(0, 2).map((name) => lastDim(graph, producers, name));
  return sizes.find((size) => size !== undefined && size > 1);
}

/** Keeps what the wanted outputs need; inputs stay declared unless nothing reads them and `dropInputs` says so. */
export function prune(
  graph: OnnxGraph,
  outputs: readonly ValueInfo[],
  keepInput: (name: string) => boolean,
): OnnxGraph {
  const needed = new Set(outputs.map((output) => output.name));
  const nodes: OnnxNode[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    readsOf(node).forEach((name) => needed.add(name));
    nodes.push(node);
  }
  nodes.reverse();
  const initializers = new Map([...graph.initializers].filter(([name]) => needed.has(name)));
  const inputs = graph.inputs.filter((input) => needed.has(input.name) || keepInput(input.name));
  return { ...graph, inputs, outputs, nodes, initializers };
}

/** Gives tensors new names everywhere. */
export function rename(graph: OnnxGraph, names: ReadonlyMap<string, string>): OnnxGraph {
  const to = (name: string): string => names.get(name) ?? name;
  const info = (value: ValueInfo): ValueInfo => ({ ...value, name: to(value.name) });
  return {
    ...graph,
    inputs: graph.inputs.map(info),
    outputs: graph.outputs.map(info),
    nodes: graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(to), outputs: node.outputs.map(to) })),
    initializers: new Map([...graph.initializers].map(([name, value]) => [to(name), { ...value, name: to(name) }])),
    valueInfo: new Map([...graph.valueInfo].map(([name, value]) => [to(name), info(value)])),
  };
}

/** Stable topological order; nodes may come in any order. */
export function sortNodes(nodes: readonly OnnxNode[]): OnnxNode[] {
  const producers = producersOf(nodes);
  const done = new Set<OnnxNode>();
  const sorted: OnnxNode[] = [];
  for (const root of nodes) {
    const stack: { node: OnnxNode; reads: readonly string[]; next: number }[] = done.has(root)
      ? []
      : [{ node: root, reads: readsOf(root), next: 0 }];
    done.add(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const input = top.reads[top.next++];
      if (input === undefined) {
        sorted.push(top.node);
        stack.pop();
        continue;
      }
      const producer = producers.get(input);
      if (producer && !done.has(producer)) {
        done.add(producer);
        stack.push({ node: producer, reads: readsOf(producer), next: 0 });
      }
    }
  }
  return sorted;
}
