// What: finds the head of a decoder and cuts the decoder there.
// Formula: logits = head(hidden); hidden = the tensor that feeds lm_head.
// Shapes: hidden [R,T,D] in the body, [N,D] in the head; logits [R,T,V], [N,V].
import { refuseBranches } from './branches.ts';
import { OnnxError, type OnnxGraph, type ValueInfo } from './graph.ts';
import { HIDDEN, INPUTS_EMBEDS, LOGITS, POSITIONS, THETA } from './decoderGraphsNames.ts';
import { findLinearLayers, type LinearLayer } from './insertLoraLayers.ts';
import { lower } from './lower.ts';
import { producersOf, prune, rename } from './lowerGraphEdit.ts';

export interface HeadPlace {
  readonly hidden: string;
  readonly hiddenSize: number;
  readonly vocabSize: number;
}

/** The caches of thirty layers tell nobody anything. */
function listed(values: readonly ValueInfo[]): string {
  const names = values.map(({ name }) => name).filter((name) => !/^(past|present)[._]/.test(name));
  const more = values.length - names.length;
  return [...names, ...(more > 0 ? [`${more} caches`] : [])].join(', ');
}

export function findHead(decoder: OnnxGraph): HeadPlace {
  if (!decoder.inputs.some((input) => input.name === INPUTS_EMBEDS))
    throw new OnnxError(`The decoder has no input ${INPUTS_EMBEDS}; its inputs: ${listed(decoder.inputs)}.`);
  if (!decoder.outputs.some((output) => output.name === LOGITS))
    throw new OnnxError(`The decoder has no output ${LOGITS}; its outputs: ${listed(decoder.outputs)}.`);
  const linear = lastLinear(decoder);
  return { hidden: linear.node.inputs[0]!, hiddenSize: linear.inFeatures, vocabSize: linear.outFeatures };
}

/** The first linear layer on the way back from the logits. */
function lastLinear(decoder: OnnxGraph): LinearLayer {
  const producers = producersOf(decoder.nodes);
  const linears = new Map(findLinearLayers(decoder).map((linear) => [linear.node, linear]));
  const queue = [LOGITS];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const node = producers.get(name);
    if (!node) continue;
    const linear = linears.get(node);
    if (linear) return linear;
    queue.push(...node.inputs);
  }
  refuseBranches(decoder.nodes);
  throw new OnnxError('No linear layer leads to the logits; the head of this decoder was not found.');
}

/** The decoder with the tensor in front of lm_head called `hidden`. */
export function nameHidden(decoder: OnnxGraph, place: HeadPlace): OnnxGraph {
  return rename(decoder, new Map([[place.hidden, HIDDEN]]));
}

export const hiddenInfo = (place: HeadPlace): ValueInfo => ({
  name: HIDDEN,
  dataType: 'float32',
  shape: ['rows', 'tokens', place.hiddenSize],
});

/** hidden [N,D] → logits [N,V], lowered; `named` comes from nameHidden. */
export function cutHead(named: OnnxGraph, place: HeadPlace): OnnxGraph {
  const hidden: ValueInfo = { name: HIDDEN, dataType: 'float32', shape: ['tokens', place.hiddenSize] };
  const logits: ValueInfo = { name: LOGITS, dataType: 'float32', shape: ['tokens', place.vocabSize] };
  const nodes = named.nodes.filter((node) => !node.outputs.includes(HIDDEN));
  const inputs = [hidden, ...named.inputs.filter((input) => input.name === THETA)];
  const cut = prune({ ...named, inputs, nodes }, [logits], (name) => name === HIDDEN);
  const head = lower(cut, { prefix: false, cache: false });
  return { ...head, valueInfo: new Map(), inputs: head.inputs.filter((input) => input.name !== POSITIONS) };
}
