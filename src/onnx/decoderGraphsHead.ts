// What: the graphs of the head (hidden → logits → log-probs, and back), made from the decoder's own nodes behind `hidden`.
//   Sums over the vocabulary go by blocks (sumLast.ts): as one running sum of float32 they would be off by some 1e-4 at 49,280 terms.
// Formula: s = logits / temperature; log p = s − max s − log Σ exp(s − max s); H = −Σ p·log p (nats).
//   dL/dlogits_nv = (Σ_k coef_nk·(1[v = ids_nk] − p_nv) − coefEntropy_n·p_nv·(log p_nv + H_n)) / temperature.
//   ids of a row may repeat: every copy scatters the same value, base + Σ of the coefs of its id, so order is free.
// Shapes: hidden [N,D]; ids int32 [N,K]; temperature [1]; coef [N,K]; coefEntropy [N]; logp [N,K]; entropy [N];
//   logits [N,V]; dHidden [N,D]; with LoRA on lm_head also theta [n] in and grad/theta [n] out.
// Source: gradient of log-softmax and of entropy with respect to logits; DESIGN §2, rows and coefficients.
import { OnnxError, type OnnxGraph, type ValueInfo } from './graph.ts';
import {
  COEF,
  COEF_ENTROPY,
  ENTROPY,
  IDS,
  LOGITS,
  LOGP,
  TEMPERATURE,
  TOP_IDS,
  TOP_LOGP,
} from './decoderGraphsNames.ts';
import { LowerEmitter } from './lowerEmitter.ts';
import { sumLast } from './sumLast.ts';

const info = (name: string, dataType: 'float32' | 'int32', ...shape: (number | string)[]): ValueInfo => ({
  name,
  dataType,
  shape,
});

const HEAD_INPUTS = [info(IDS, 'int32', 'tokens', 'ids'), info(TEMPERATURE, 'float32', 1)];
const HEAD_OUTPUTS = [info(LOGP, 'float32', 'tokens', 'ids'), info(ENTROPY, 'float32', 'tokens')];

interface Distribution {
  /** log p [N,V] and p [N,V]. */
  readonly logProbs: string;
  readonly probs: string;
  /** H [N,1]. */
  readonly entropy: string;
}

function distribution(emit: LowerEmitter, vocabSize: number): Distribution {
  const scaled = emit.op('Div', [LOGITS, TEMPERATURE]);
  const shifted = emit.op('Sub', [scaled, emit.reduceLast('ReduceMax', scaled)]);
  const sum = sumLast(emit, emit.op('Exp', [shifted]), vocabSize); // [N,1]
  const logProbs = emit.op('Sub', [shifted, emit.op('Log', [sum])]);
  const probs = emit.op('Exp', [logProbs]);
  const entropy = emit.op('Neg', [sumLast(emit, emit.op('Mul', [probs, logProbs]), vocabSize)]);
  return { logProbs, probs, entropy };
}

function vocabSizeOf({ outputs }: OnnxGraph): number {
  const size = outputs.find(({ name }) => name === LOGITS)?.shape.at(-1);
  if (typeof size === 'number') return size;
  throw new OnnxError('The size of the vocabulary is unknown: the head of this decoder declares none.');
}

function extend(
  head: OnnxGraph,
  emitNodes: (emit: LowerEmitter, vocabSize: number) => void,
  inputs: ValueInfo[],
  outputs: ValueInfo[],
): OnnxGraph {
  const initializers = new Map(head.initializers);
  const emit = new LowerEmitter(initializers);
  emit.scope = 'head';
  emitNodes(emit, vocabSizeOf(head));
  return { ...head, inputs: [...head.inputs, ...inputs], outputs, nodes: [...head.nodes, ...emit.nodes], initializers };
}

function emitScores(d: Distribution, emit: LowerEmitter): void {
  emit.op('GatherElements', [d.logProbs, IDS], { axis: 1 }, LOGP);
  emit.op('Squeeze', [d.entropy, emit.int64s(1)], {}, ENTROPY);
}

/** `head` maps hidden [N,D] to `logits`. */
export function scoreHead(head: OnnxGraph): OnnxGraph {
  return extend(head, (emit, V) => emitScores(distribution(emit, V), emit), HEAD_INPUTS, HEAD_OUTPUTS);
}

/** The k most likely ids of each position, most likely first. */
export function topKHead(head: OnnxGraph, k: number): OnnxGraph {
  const emitNodes = (emit: LowerEmitter, V: number): void => {
    const { logProbs } = distribution(emit, V);
    const ids = emit.fresh('ids');
    emit.multi('TopK', [logProbs, emit.int64s(k)], [TOP_LOGP, ids], { axis: -1, largest: 1, sorted: 1 });
    emit.op('Identity', [ids], {}, TOP_IDS);
  };
  const outputs: ValueInfo[] = [
    info(TOP_LOGP, 'float32', 'tokens', k),
    { name: TOP_IDS, dataType: 'int64', shape: ['tokens', k] },
  ];
  return extend(head, emitNodes, [HEAD_INPUTS[1]!], outputs);
}

/**
 * `backward` is the head with the cotangent of its logits still an input called `cotangent`; the nodes emitted here
 * compute that cotangent, so the input goes away.
 */
export function headVjp(backward: OnnxGraph, cotangent: string): OnnxGraph {
  const emitNodes = (emit: LowerEmitter, V: number): void => {
    const d = distribution(emit, V);
    emitScores(d, emit);
    const inverse = emit.op('Reciprocal', [TEMPERATURE]); // [1]
    const coef = emit.op('Mul', [COEF, inverse]); // [N,K]
    const coefEntropy = emit.op('Mul', [emit.op('Unsqueeze', [COEF_ENTROPY, emit.int64s(1)]), inverse]); // [N,1]
    // base = −p·(Σ coef + coefEntropy·(log p + H)) = p·(constant − coefEntropy·log p)
    const sum = emit.reduceLast('ReduceSum', coef); // [N,1]
    const constant = emit.op('Neg', [emit.op('Add', [sum, emit.op('Mul', [coefEntropy, d.entropy])])]);
    const slope = emit.op('Sub', [constant, emit.op('Mul', [coefEntropy, d.logProbs])]); // [N,V]
    const base = emit.op('Mul', [d.probs, slope]);
    const same = emit.op('Equal', [
      emit.op('Unsqueeze', [IDS, emit.int64s(2)]),
      emit.op('Unsqueeze', [IDS, emit.int64s(1)]),
    ]);
    const shared = emit.op('Where', [same, emit.op('Unsqueeze', [coef, emit.int64s(1)]), emit.scalar(0)]); // [N,K,K]
    const total = emit.op('ReduceSum', [shared, emit.int64s(2)], { keepdims: 0 }); // [N,K]
    const update = emit.op('Add', [emit.op('GatherElements', [base, IDS], { axis: 1 }), total]);
    emit.op('ScatterElements', [base, IDS, update], { axis: 1 }, cotangent);
  };
  const inputs = [...HEAD_INPUTS, info(COEF, 'float32', 'tokens', 'ids'), info(COEF_ENTROPY, 'float32', 'tokens')];
  const kept = backward.outputs.filter((output) => output.name !== LOGITS);
  const made = extend(backward, emitNodes, inputs, [...kept, ...HEAD_OUTPUTS]);
  return { ...made, inputs: made.inputs.filter((input) => input.name !== cotangent) };
}
