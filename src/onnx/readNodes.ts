// What: the nodes of an .onnx file from its first bytes alone: exporters write them in front of the weights, so a few hundred kilobytes of a
//   large file tell which operators it has and how large its products are.
// Formula: ModelProto.graph is field 7, GraphProto.node field 1; of a node's attributes only the integers are read.
// Source: onnx.proto; protobuf encoding guide (serialisers write fields in the order of their numbers).
import { OnnxError } from './graph.ts';
import { ProtobufReader } from './protobufReader.ts';

export interface NodeHead {
  readonly name: string;
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly integers: Readonly<Record<string, number>>;
}

export interface NodeHeads {
  readonly nodes: readonly NodeHead[];
  /** False where the bytes end before the nodes do. */
  readonly isWhole: boolean;
}

const INTEGER = 2; // AttributeProto.AttributeType

/** Throws where the bytes are no beginning of an .onnx file. */
export function readNodes(bytes: Uint8Array): NodeHeads {
  const nodes: NodeHead[] = [];
  let isBehind = false;
  const graph = new ProtobufReader(bytes).cutMessage(7);
  if (!graph) throw new OnnxError('This is not an ONNX file: its first bytes lead to no graph.');
  try {
    graph.fields((field, wire) => {
      if (field === 1 && wire === 2) nodes.push(readNode(graph.message()));
      else isBehind = true;
    });
    isBehind = true;
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
  }
  return { nodes, isWhole: isBehind };
}

function readNode(reader: ProtobufReader): NodeHead {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  const integers = new Map<string, number>();
  let [name, opType] = ['', ''];
  reader.fields((field) => {
    if (field === 1) inputs.push(reader.text());
    else if (field === 2) outputs.push(reader.text());
    else if (field === 3) name = reader.text();
    else if (field === 4) opType = reader.text();
    else if (field === 5) readInteger(reader.message(), integers);
  });
  return { name, opType, inputs, outputs, integers: Object.fromEntries(integers) };
}

function readInteger(reader: ProtobufReader, into: Map<string, number>): void {
  let [name, value, type] = ['', 0, 0];
  reader.fields((field) => {
    if (field === 1) name = reader.text();
    else if (field === 3) value = reader.int();
    else if (field === 20) type = reader.int();
  });
  if (type === INTEGER) into.set(name, value);
}
