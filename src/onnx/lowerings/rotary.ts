// What: rotary embedding as two products: with the cosine row, and with the sine row of the pairwise rotated vector.
// Formula: y = x·cos + (x·Q)·sin, where x·Q = (−x₂, x₁) for each pair (x₁, x₂): halves of the head, or neighbours when
//   interleaved; dimensions beyond the table's 2·half pass through (cos 1, sin 0). Q is constant, so the tables are
//   widened once per graph and layer costs one small product, two Mul and one Add.
// Shapes: tables [maxPositions, half]; positions [R,T] or [P,G,T]; rows [R,T,1,hd]; x [R,T,H,hd] or [R,H,T,hd].
// Source: onnxruntime RotaryEmbedding (com.microsoft); ONNX RotaryEmbedding (23).
import { OnnxError, type OnnxNode } from '../graph.ts';
import { lastDim } from '../lowerGraphEdit.ts';
import { intAttribute, refuseAttributes } from './attributes.ts';
import { POSITIONS, type LowerContext } from './context.ts';

export interface RotaryTables {
  readonly cos: string;
  readonly sin: string;
  readonly interleaved: boolean;
}

/** x [R,T,H,hd] → the same, rotated by `positions`. */
export function rotate(
  x: string,
  headSize: number,
  tables: RotaryTables,
  context: LowerContext,
  headsFirst = false,
): string {
  const { emit } = context;
  const rows = (name: string, rest: number): string => {
    const wide = tableRows(name, rest, headSize, tables.interleaved, context); // [R,T,1,hd]
    return headsFirst ? emit.once(`${wide} heads first`, () => emit.transpose(wide, 0, 2, 1, 3)) : wide;
  };
  const half = halfOf(tables.cos, headSize, context);
  const turn = emit.floats(quarterTurn(headSize, half, tables.interleaved), [headSize, headSize]);
  const turned = emit.op('MatMul', [x, turn]);
  return emit.op('Add', [emit.op('Mul', [x, rows(tables.cos, 1)]), emit.op('Mul', [turned, rows(tables.sin, 0)])]);
}

/** Rows of a table at the positions, each entry repeated for both members of its pair: [R,T,1,hd]. */
function tableRows(table: string, rest: number, headSize: number, interleaved: boolean, context: LowerContext): string {
  const { emit, options } = context;
  return emit.once(`rotary ${table} ${headSize} ${interleaved}`, () => {
    const half = halfOf(table, headSize, context);
    const spread = emit.floats(spreadMatrix(headSize, half, interleaved), [half, headSize]);
    let rows = emit.op('MatMul', [emit.op('Gather', [table, POSITIONS], { axis: 0 }), spread]);
    if (2 * half < headSize && rest !== 0) {
      const pass = Array.from({ length: headSize }, (_, i) => (i < 2 * half ? 0 : rest));
      rows = emit.op('Add', [rows, emit.floats(pass, [headSize])]);
    }
    if (options.prefix) rows = emit.op('Squeeze', [emit.reshape(rows, 1, -1, 0, headSize), emit.int64s(0)]);
    return emit.op('Unsqueeze', [rows, emit.int64s(2)]);
  });
}

function halfOf(table: string, headSize: number, context: LowerContext): number {
  const half = context.graph.initializers.get(table)?.shape[1];
  if (half === undefined)
    throw new OnnxError(
      `The rotary table ${table} is not a constant of the model; tables computed in the graph are not supported.`,
    );
  if (2 * half > headSize)
    throw new OnnxError(`The rotary table ${table} has ${half} columns, too many for heads of size ${headSize}.`);
  return half;
}

const pairOf = (i: number, half: number, interleaved: boolean): [number, number] =>
  interleaved ? [2 * i, 2 * i + 1] : [i, i + half];

function quarterTurn(size: number, half: number, interleaved: boolean): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < half; i++) {
    const [first, second] = pairOf(i, half, interleaved);
    matrix[second * size + first] = -1;
    matrix[first * size + second] = 1;
  }
  return matrix;
}

function spreadMatrix(size: number, half: number, interleaved: boolean): Float32Array {
  const matrix = new Float32Array(half * size);
  for (let i = 0; i < half; i++) for (const j of pairOf(i, half, interleaved)) matrix[i * size + j] = 1;
  return matrix;
}

/** The operator of its own: 3D input [R,T,H·hd] or 4D [R,H,T,hd]. */
export function lowerRotaryEmbedding(node: OnnxNode, context: LowerContext): void {
  const { emit, graph, producers } = context;
  refuseAttributes(node, { is_packed_batching: 0, scale: 1 });
  const standard = node.domain === '';
  const [x = '', second = '', third = '', fourth = ''] = node.inputs;
  const [cos, sin] = standard ? [second, third] : [third, fourth];
  const rotaryDim = intAttribute(node, 'rotary_embedding_dim', 0);
  const heads = intAttribute(node, 'num_heads', 0);
  const half = graph.initializers.get(cos)?.shape[1] ?? 0;
  const tables = { cos, sin, interleaved: intAttribute(node, 'interleaved', 0) === 1 };
  const rank = rankOf(x, context);
  if (rank === 4) {
    const headSize = lastDim(graph, producers, x) ?? 2 * half;
    emit.op('Identity', [rotate(x, headSize, tables, context, true)], {}, node.outputs[0]);
    return;
  }
  const width = lastDim(graph, producers, x);
  const headSize = rotaryDim === 0 ? 2 * half : heads > 0 && width ? width / heads : 0;
  if (!headSize)
    throw new OnnxError(
      `${node.name} (RotaryEmbedding): the head size is unknown (num_heads ${heads}, width ${width ?? 'unknown'}).`,
    );
  const rotated = rotate(emit.reshape(x, 0, 0, -1, headSize), headSize, tables, context); // [R,T,H,hd]
  // width is H·hd; where it is unknown, the last two axes are merged by −1.
  emit.op('Reshape', [rotated, emit.int64s(0, 0, -1)], {}, node.outputs[0]);
}

function rankOf(x: string, { graph, producers }: LowerContext): number {
  const info = graph.inputs.find((input) => input.name === x) ?? graph.valueInfo.get(x);
  if (info) return info.shape.length;
  const maker = producers.get(x);
  if (maker?.opType === 'Transpose' && maker.attributes['perm']?.kind === 'ints')
    return maker.attributes['perm'].value.length;
  return 3;
}
