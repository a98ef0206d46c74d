// What: a language model that reads input_ids, cut in two behind its embedding table: the form in which picture models come, so that
//   everything behind (rows of embeddings in, LoRA, gradients) is one.
// Formula: inputs_embeds = table[input_ids], quantised or not, tied with lm_head or not; decoder(inputs_embeds) = the rest.
// Shapes: input_ids int64 [R,T] → inputs_embeds [R,T,D]. What only asks for the shape of input_ids asks inputs_embeds for it.
// Source: exports of onnxruntime-genai's model builder (Gather, GatherBlockQuantized, tables shared with lm_head through Reshape or Transpose).
import { refuseBranches } from './branches.ts';
import { int } from './attributes.ts';
import { OnnxError, type OnnxGraph, type OnnxNode, type ValueInfo } from './graph.ts';
import { INPUTS_EMBEDS } from './decoderGraphsNames.ts';
import { inferShapes } from './inferShapes.ts';
import { producersOf, prune } from './lowerGraphEdit.ts';

export const INPUT_IDS = 'input_ids';

export const readsTokens = ({ inputs }: OnnxGraph): boolean =>
  inputs.some(({ name }) => name === INPUT_IDS) && !inputs.some(({ name }) => name === INPUTS_EMBEDS);

const LOOKUPS = new Set(['Gather', 'GatherBlockQuantized']);

export function cutEmbedding(whole: OnnxGraph): { readonly embed: OnnxGraph; readonly decoder: OnnxGraph } {
  const lookup = findLookup(whole);
  const table = lookup.outputs[0]!;
  const unsized: ValueInfo = { name: table, dataType: 'float32', shape: ['batch_size', 'sequence_length', 'hidden'] };
  const lookingUp = prune(whole, [unsized], () => false);
  const info = typeOf(lookingUp, table);
  const embed = { ...lookingUp, outputs: [{ ...info, name: table }], valueInfo: new Map() };
  const to = (name: string): string => (name === table ? INPUTS_EMBEDS : name);
  const nodes = whole.nodes
    .filter((node) => node !== lookup)
    .map((node) => (node.opType === 'Shape' ? shapeOfTokens(node) : node))
    .map((node) => ({ ...node, inputs: node.inputs.map(to) }));
  const inputs = whole.inputs.map((input) => (input.name === INPUT_IDS ? { ...info, name: INPUTS_EMBEDS } : input));
  const decoder = prune({ ...whole, nodes, inputs }, whole.outputs, () => true);
  const reader = decoder.nodes.find((node) => node.inputs.includes(INPUT_IDS));
  if (reader)
    throw new OnnxError(`${reader.name} (${reader.opType}) reads input_ids as well; this use is not supported.`);
  return { embed, decoder };
}

/** The one that reads input_ids and a table made of constants. */
function findLookup({ nodes, inputs }: OnnxGraph): OnnxNode {
  const producers = producersOf(nodes);
  const given = new Set(inputs.map(({ name }) => name));
  const isConstant = (name: string): boolean =>
    !given.has(name) && (producers.get(name)?.inputs.every(isConstant) ?? true);
  const found = nodes.find(
    ({ opType, inputs: [data, ids] }) => LOOKUPS.has(opType) && ids === INPUT_IDS && isConstant(data ?? ''),
  );
  if (found) return found;
  refuseBranches(nodes);
  throw new OnnxError(
    'The network reads input_ids, but looks them up in no table (Gather, GatherBlockQuantized) of its own; this is not supported.',
  );
}

function typeOf(embed: OnnxGraph, table: string): Omit<ValueInfo, 'name'> {
  const type = inferShapes(embed).get(table);
  const width = type?.shape.at(-1);
  if (type?.shape.length !== 3 || typeof width !== 'number')
    throw new OnnxError(`The width of the embedding table that makes '${table}' is unknown. Export the model again.`);
  return { dataType: type.dataType, shape: ['batch_size', 'sequence_length', width] };
}

/** Shape(input_ids) as the first two sizes of inputs_embeds. */
function shapeOfTokens(node: OnnxNode): OnnxNode {
  if (node.inputs[0] !== INPUT_IDS) return node;
  const { start, end } = node.attributes;
  const last = end?.kind === 'int' && end.value < 2 ? (end.value < 0 ? end.value + 2 : end.value) : 2;
  const first = start?.kind === 'int' ? (start.value < 0 ? start.value + 2 : start.value) : 0;
  return { ...node, inputs: [INPUTS_EMBEDS], attributes: { start: int(first), end: int(last) } };
}
