// What: networks with If inside: read, written again and run as they are; what a branch reads from outside stays; a decoder in branches is told so.
import { create, toBinary } from '@bufbuild/protobuf';
import { GraphProtoSchema, ModelProtoSchema, type NodeProto } from 'onnx-buf';
import { describe, expect, it } from 'vitest';
import { readsOf } from '../../src/onnx/branches.ts';
import { decoderGraphs } from '../../src/onnx/decoderGraphs.ts';
import { prune, sortNodes } from '../../src/onnx/lowerGraphEdit.ts';
import { readModel } from '../../src/onnx/readModel.ts';
import { graphOf, info, node, runOnce } from './lowerHarness.ts';

const value = (name: string, shape: readonly number[] = [2]) => ({
  name,
  type: {
    value: {
      case: 'tensorType' as const,
      value: {
        elemType: 1,
        shape: { dim: shape.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } })) },
      },
    },
  },
});
const op = (opType: string, input: string[], output: string[], attribute: object[] = []) =>
  ({ opType, input, output, attribute, name: `${opType} ${output[0]}` }) as unknown as NodeProto;
const branch = (name: string, nodes: NodeProto[], out: string) =>
  create(GraphProtoSchema, { name, node: nodes, output: [value(out)] });

/** y = Σx > 0 ? twice : 0·x − one, twice = x + x made outside the branches. */
function model(): Uint8Array {
  const then = branch('then', [op('Identity', ['twice'], ['a'])], 'a');
  const otherwise = branch('else', [op('Sub', ['x', 'x'], ['nothing']), op('Sub', ['nothing', 'one'], ['b'])], 'b');
  const graph = create(GraphProtoSchema, {
    name: 'g',
    node: [
      op(
        'If',
        ['positive'],
        ['y'],
        [
          { name: 'then_branch', type: 5, g: then },
          { name: 'else_branch', type: 5, g: otherwise },
        ],
      ),
      op('Add', ['x', 'x'], ['twice']),
      op('ReduceSum', ['x'], ['sum'], [{ name: 'keepdims', type: 2, i: 0n }]),
      op('Greater', ['sum', 'zero'], ['positive']),
    ],
    input: [value('x')],
    output: [value('y')],
    initializer: [
      { name: 'zero', dataType: 1, dims: [], floatData: [0] },
      { name: 'one', dataType: 1, dims: [1n], floatData: [1] },
    ],
  });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { irVersion: 10n, graph, opsetImport: [{ domain: '', version: 17n }] }),
  );
}

describe('If', () => {
  it('runs as it is; nothing that a branch reads is lost', async () => {
    const read = readModel(model());
    expect([...readsOf(read.nodes[0]!)].sort()).toEqual(['one', 'positive', 'twice', 'x']);
    const sorted = { ...read, nodes: sortNodes(read.nodes) };
    expect(sorted.nodes.at(-1)!.opType).toBe('If');
    const kept = prune(sorted, read.outputs, () => false);
    expect(kept.nodes.length).toBe(4);
    expect([...kept.initializers.keys()].sort()).toEqual(['one', 'zero']);
    const run = async (...x: number[]) => [
      ...(await runOnce(kept, { x: { data: Float32Array.from(x), dims: [2] } }))['y']!.data,
    ];
    expect(await run(1, 3)).toEqual([2, 6]);
    expect(await run(1, -3)).toEqual([-1, -1]);
  });

  it('around a decoder is told in words', () => {
    const decoder = graphOf({
      inputs: [info('inputs_embeds', ['b', 't', 8])],
      outputs: [info('logits', ['b', 't', 9])],
      nodes: [node('If', ['inputs_embeds'], ['logits'], {}, '')],
    });
    const lora = { targets: ['q_proj'], rank: 1, alpha: 1 };
    expect(() => decoderGraphs(decoder, lora)).toThrow(/written in branches \(If\).*Take an export without branches/);
  });
});
