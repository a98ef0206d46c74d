// What: graphs inside a node (If, Loop): kept as the bytes they are, for networks that are only run, with the names that they read from outside.
// Source: onnx.proto (AttributeProto.g 6; GraphProto: node 1, initializer 5, input 11, output 12; TensorProto.name 8).
import { OnnxError, type Attribute, type OnnxNode } from './graph.ts';
import { ProtobufReader } from './protobufReader.ts';

/** `reads`: what it does not make itself. */
export function readInnerGraph(bytes: Uint8Array): Extract<Attribute, { kind: 'graph' }>['value'] {
  const [read, made] = [new Set<string>(), new Set<string>()];
  walk(new ProtobufReader(bytes), read, made);
  return { bytes, reads: [...read].filter((name) => name !== '' && !made.has(name)) };
}

/** Names are unique over a model, so inner graphs of inner graphs share the two sets. */
function walk(graph: ProtobufReader, read: Set<string>, made: Set<string>): void {
  const nameOf = (message: ProtobufReader, wanted: number): string => {
    let name = '';
    message.fields((field) => {
      if (field === wanted) name = message.text();
    });
    return name;
  };
  graph.fields((field, wire) => {
    if (wire !== 2) return;
    if (field === 5) made.add(nameOf(graph.message(), 8));
    else if (field === 11) made.add(nameOf(graph.message(), 1));
    else if (field === 12) read.add(nameOf(graph.message(), 1));
    else if (field === 1) walkNode(graph.message(), read, made);
  });
}

function walkNode(node: ProtobufReader, read: Set<string>, made: Set<string>): void {
  node.fields((field) => {
    if (field === 1) read.add(node.text());
    else if (field === 2) made.add(node.text());
    else if (field === 5) {
      const attribute = node.message();
      attribute.fields((part, wire) => {
        if (part === 6 && wire === 2) walk(attribute.message(), read, made);
      });
    }
  });
}

/** All that a node reads: its inputs, and what graphs inside it take from outside. */
export function readsOf({ inputs, attributes }: OnnxNode): readonly string[] {
  const inner = Object.values(attributes).flatMap((one) => (one.kind === 'graph' ? one.value.reads : []));
  return inner.length > 0 ? [...inputs, ...inner] : inputs;
}

const BRANCHES = new Set(['If', 'Loop', 'Scan']);

/** Throws, where the network has branches, what to do about it. */
export function refuseBranches(nodes: readonly OnnxNode[]): void {
  const branch = nodes.find(({ opType }) => BRANCHES.has(opType));
  if (branch)
    throw new OnnxError(
      `The network is written in branches (${branch.opType}), as merged decoders of older exports are; such networks cannot be trained here. Take an export without branches, such as one of onnxruntime-genai’s model builder.`,
    );
}
