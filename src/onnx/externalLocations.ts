// What: the files in which a model's weights lie beside it, as the model names them.
// Source: onnx.proto (ModelProto.graph 7, GraphProto.node 1 and initializer 5, NodeProto.attribute 5, AttributeProto.t 5,
// TensorProto.external_data 13).
import { ProtobufReader } from './protobufReader.ts';
import { readEntry } from './readTensor.ts';

/** Calls back for every message of the field. */
function messages(reader: ProtobufReader, wanted: number, each: (message: ProtobufReader) => void): void {
  reader.fields((field, wire) => {
    if (field === wanted && wire === 2) each(reader.message());
  });
}

/** In the order of the model; bytes that are no whole model give what was found up to there. */
export function externalLocations(bytes: Uint8Array): readonly string[] {
  const found = new Set<string>();
  const ofTensor = (tensor: ProtobufReader) => {
    const facts = new Map<string, string>();
    messages(tensor, 13, (entry) => readEntry(entry, facts));
    const location = facts.get('location');
    if (location) found.add(location);
  };
  const ofNode = (node: ProtobufReader) => messages(node, 5, (attribute) => messages(attribute, 5, ofTensor));
  const ofGraph = (graph: ProtobufReader) =>
    graph.fields((field, wire) => {
      if (wire !== 2) return;
      if (field === 1) ofNode(graph.message());
      else if (field === 5) ofTensor(graph.message());
    });
  try {
    messages(new ProtobufReader(bytes), 7, ofGraph);
  } catch {
    // readModel says what is wrong with the file
  }
  return [...found];
}
