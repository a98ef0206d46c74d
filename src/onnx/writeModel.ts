// What: writes the typed graph as an .onnx file. Initializers are copied through untouched, once.
// Units: IR version 10, the first that has the 4-bit types.
// Source: onnx.proto.
import { DATA_TYPE, type Attribute, type Initializer, type OnnxGraph, type OnnxNode, type ValueInfo } from './graph.ts';
import { ProtobufWriter } from './protobufWriter.ts';

const IR_VERSION = 10;

export function writeModel(graph: OnnxGraph): Uint8Array {
  const model = new ProtobufWriter();
  model.int(1, IR_VERSION).text(2, 'rollscope');
  for (const [domain, version] of graph.opsets) model.message(8, (writer) => writer.text(1, domain).int(2, version));
  // The graph comes last, so that a file cut off anywhere is seen to be cut off.
  model.message(7, (writer) => writeGraph(writer, graph));
  return model.finish();
}

function writeGraph(writer: ProtobufWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) writer.message(1, (inner) => writeNode(inner, node));
  writer.text(2, graph.name);
  for (const tensor of graph.initializers.values()) writer.message(5, (inner) => writeTensor(inner, tensor));
  for (const info of graph.inputs) writer.message(11, (inner) => writeValueInfo(inner, info));
  for (const info of graph.outputs) writer.message(12, (inner) => writeValueInfo(inner, info));
  for (const info of graph.valueInfo.values()) writer.message(13, (inner) => writeValueInfo(inner, info));
}

function writeNode(writer: ProtobufWriter, node: OnnxNode): void {
  node.inputs.forEach((name) => writer.text(1, name));
  node.outputs.forEach((name) => writer.text(2, name));
  writer.text(3, node.name).text(4, node.opType);
  for (const [name, attribute] of Object.entries(node.attributes))
    writer.message(5, (inner) => writeAttribute(inner, name, attribute));
  if (node.domain) writer.text(7, node.domain);
}

function writeTensor(writer: ProtobufWriter, tensor: Initializer): void {
  writer.ints(1, tensor.shape).int(2, DATA_TYPE[tensor.dataType]).text(8, tensor.name).data(9, tensor.bytes);
}

function writeAttribute(writer: ProtobufWriter, name: string, attribute: Attribute): void {
  writer.text(1, name);
  switch (attribute.kind) {
    case 'float':
      return void writer.float(2, attribute.value).int(20, 1);
    case 'int':
      return void writer.int(3, attribute.value).int(20, 2);
    case 'string':
      return void writer.text(4, attribute.value).int(20, 3);
    case 'tensor':
      return void writer.message(5, (inner) => writeTensor(inner, attribute.value)).int(20, 4);
    case 'graph':
      return void writer.data(6, attribute.value.bytes).int(20, 5);
    case 'floats':
      return void writer.floats(7, attribute.value).int(20, 6);
    case 'ints':
      return void writer.ints(8, attribute.value).int(20, 7);
    case 'strings':
      attribute.value.forEach((value) => writer.text(9, value));
      return void writer.int(20, 8);
    default:
      attribute satisfies never;
  }
}

function writeValueInfo(writer: ProtobufWriter, info: ValueInfo): void {
  writer.text(1, info.name);
  writer.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.int(1, DATA_TYPE[info.dataType]);
      tensor.message(2, (shape) => {
        for (const dim of info.shape)
          shape.message(1, (inner) => (typeof dim === 'number' ? inner.int(1, dim) : inner.text(2, dim)));
      });
    }),
  );
}
