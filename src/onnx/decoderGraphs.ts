// What: every graph that the engine runs, made from one decoder file with LoRA in it. All share the weights by reference.
// Shapes: P prompts, G rows per prompt, R = P·G (row r = p·G + g), T tokens, S ≥ 1 prefix slots, C ≥ 1 cache slots,
//   KV heads of size hd, N tokens given to the head, K ids per token, n floats in θ. float32 unless said otherwise.
//   prefix        theta [n], inputs_embeds [P,S,D], positions i32 [P,S] → present.{i}.key/value [P,KV,S,hd]
//   rows          theta, inputs_embeds [R,T,D], positions i32 [P,G,T], prefix_lengths i32 [P], prefix.{i}.key/value
//                 [P,KV,S,hd] → hidden [R,T,D]
//   decode        inputs of rows + cache_lengths i32 [R], cache.{i}.key/value [R,KV,C,hd] → hidden, present.{i}.key/value
//                 [R,KV,T,hd] (this call's tokens only)
//   decodeLogits  the same with logits [R,T,V] instead of hidden
//   full          theta, inputs_embeds [R,T,D], positions i32 [R,T] → hidden, present.{i}.key/value
//   head          hidden [N,D] → logits [N,V];  scoreHead, headVjp, topK: see decoderGraphsHead.ts
//   rowsVjp       inputs of rows + grad/hidden [R,T,D] → grad/theta [n], grad/prefix.{i}.key/value [P,KV,S,hd] (summed over
//                 the rows of a prompt), hidden
//   prefixVjp     inputs of prefix + grad/present.{i}.key/value → grad/theta [n]
//   fullVjp       inputs of full + grad/hidden → grad/theta [n], hidden
//   dL/dθ = grad/theta of rowsVjp + of prefixVjp fed with rowsVjp's grad/prefix + of headVjp where lm_head is a target.
// Source: DESIGN §2 (score, then differentiate; shared prefix; the head is a graph of its own).
import { OnnxError, type OnnxGraph, type ValueInfo } from './graph.ts';
import { cutHead, findHead, hiddenInfo, nameHidden } from './decoderGraphsCut.ts';
import { headVjp, scoreHead, topKHead } from './decoderGraphsHead.ts';
import { D_HIDDEN, gradOf, HIDDEN, LOGITS, THETA } from './decoderGraphsNames.ts';
import { joinTheta, usedSegments } from './decoderGraphsTheta.ts';
import { insertLora, segmentTensor, thetaLength, type LoraOptions, type ThetaSegment } from './insertLora.ts';
import { lower, type LowerOptions } from './lower.ts';
import { prune, rename, sortNodes } from './lowerGraphEdit.ts';
import { vjp } from './vjp.ts';

export interface DecoderGraphs {
  readonly layout: readonly ThetaSegment[];
  readonly thetaLength: number;
  readonly numLayers: number;
  readonly hiddenSize: number;
  readonly vocabSize: number;
  readonly kvHeads: number;
  readonly headSize: number;
  /** Each call builds the graph anew; the weights are shared. */
  prefix(): OnnxGraph;
  rows(): OnnxGraph;
  decode(): OnnxGraph;
  decodeLogits(): OnnxGraph;
  full(): OnnxGraph;
  head(): OnnxGraph;
  scoreHead(): OnnxGraph;
  headVjp(): OnnxGraph;
  topK(k: number): OnnxGraph;
  rowsVjp(): OnnxGraph;
  prefixVjp(): OnnxGraph;
  fullVjp(): OnnxGraph;
}

/** Gives the cotangent inputs and gradient outputs the shapes of the tensors that they belong to. */
function declareLike(backward: OnnxGraph, forward: OnnxGraph): OnnxGraph {
  const known = new Map([...forward.inputs, ...forward.outputs].map((value) => [value.name, value]));
  const declare = (value: ValueInfo): ValueInfo => {
    const like = known.get(value.name) ?? known.get(value.name.replace(/^grad\//, ''));
    return like ? { ...value, shape: like.shape } : value;
  };
  return { ...backward, inputs: backward.inputs.map(declare), outputs: backward.outputs.map(declare) };
}

export function decoderGraphs(decoder: OnnxGraph, lora: LoraOptions): DecoderGraphs {
  const place = findHead(decoder);
  const { graph: adapted, layout } = insertLora(nameHidden(decoder, place), lora);
  const hidden = hiddenInfo(place);
  const logits: ValueInfo = { ...hidden, name: LOGITS, shape: ['rows', 'tokens', place.vocabSize] };

  const build = (options: LowerOptions, wanted: 'hidden' | 'logits' | '', present: boolean): OnnxGraph => {
    const lowered = lower({ ...adapted, outputs: [hidden, logits] }, options);
    const outputs = lowered.outputs.filter((output) =>
      output.name.startsWith('present.') ? present : output.name === wanted,
    );
    // Declared inputs stay even where nothing reads them (a table-free model's positions), so that feeds never change.
    return prune(lowered, outputs, () => true);
  };
  const full = (): OnnxGraph => build({ prefix: false, cache: false }, HIDDEN, true);
  const present = full().outputs.filter((output) => output.name.startsWith('present.'));
  const shape = present[0]?.shape ?? [];
  if (typeof shape[1] !== 'number' || typeof shape[3] !== 'number')
    throw new OnnxError(
      'The decoder has no attention layer that `lower` knows (GroupQueryAttention, MultiHeadAttention).',
    );
  const prefix = (): OnnxGraph => build({ prefix: false, cache: false }, '', true);
  const rows = (): OnnxGraph => build({ prefix: true, cache: false }, HIDDEN, false);
  const head = (): OnnxGraph => cutHead(adapted, place);

  const differentiate = (
    forward: OnnxGraph,
    outputs: readonly string[],
    wrt: readonly string[],
    keep: readonly string[],
  ) => {
    const segments = usedSegments(forward, layout).map(segmentTensor);
    const backward = vjp(forward, { outputs, wrt: [...segments, ...wrt], keep });
    return joinTheta(declareLike(backward, forward), layout);
  };

  return {
    layout,
    thetaLength: thetaLength(layout),
    numLayers: present.length / 2,
    hiddenSize: place.hiddenSize,
    vocabSize: place.vocabSize,
    kvHeads: shape[1],
    headSize: shape[3],
    prefix,
    rows,
    decode: () => build({ prefix: true, cache: true }, HIDDEN, true),
    decodeLogits: () => build({ prefix: true, cache: true }, LOGITS, true),
    full,
    head,
    scoreHead: () => scoreHead(head()),
    topK: (k) => topKHead(head(), k),
    headVjp: () => {
      const forward = head();
      const segments = usedSegments(forward, layout).map(segmentTensor);
      const backward = vjp(forward, { outputs: [LOGITS], wrt: [HIDDEN, ...segments], keep: [LOGITS] });
      const named = rename(declareLike(backward, forward), new Map([[gradOf(HIDDEN), D_HIDDEN]]));
      const withTheta = forward.inputs.some((input) => input.name === THETA) ? joinTheta(named, layout) : named;
      const made = headVjp(withTheta, gradOf(LOGITS));
      return { ...made, nodes: sortNodes(made.nodes) };
    },
    rowsVjp: () => {
      const forward = rows();
      const prefixes = present.map((output) => output.name.replace('present.', 'prefix.'));
      return differentiate(forward, [HIDDEN], prefixes, [HIDDEN]);
    },
    prefixVjp: () =>
      differentiate(
        prefix(),
        present.map((output) => output.name),
        [],
        [],
      ),
    fullVjp: () => differentiate(build({ prefix: false, cache: false }, HIDDEN, false), [HIDDEN], [], [HIDDEN]),
  };
}
