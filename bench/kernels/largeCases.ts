// What: kernels whose data grow with the vocabulary, with θ or with the cache: those that a hardware GPU runs at its bandwidth, or should.
// Shapes: Pocket's (vocabulary 1,472, 373,760 parameters) and those of SmolVLM (49,280; 4,884,480 at rank 16).
// Bytes: every input read once, every output written once. Operations: floating-point ones of the formula, an exp or log counted as one; what a
//   second reading of the logits computes anew counts again.
import type { Dispatch, HostArray } from '../../src/gpu/compute.ts';
import { philox4x32 } from '../../src/3-rollouts/philox.ts';

export interface LargeCase {
  readonly kernel: string;
  readonly shape: string;
  readonly params: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, HostArray>>;
  readonly outputs: Readonly<Record<string, number | HostArray>>;
  readonly dispatch: Dispatch;
  /** Where the kernel does not touch all of its arrays. */
  readonly bytes?: number;
  readonly operations: number;
}

const ROWS = 32;
const VOCABULARIES = [1472, 49_280];
const PARAMETERS = [373_760, 4_884_480];

function floats(length: number): Float32Array {
  const values = new Float32Array(length);
  for (let i = 0; i < length; i += 4)
    philox4x32([i, 0, 0, 0], [1, 0]).forEach((word, k) => {
      if (i + k < length) values[i + k] = (word / 2 ** 32 - 0.5) * 8;
    });
  return values;
}

function ofLogits(vocabSize: number): LargeCase[] {
  const logits = floats(ROWS * vocabSize);
  const size = { rows: ROWS, vocabSize };
  const shape = `${ROWS} × ${vocabSize}`;
  const each = ROWS * vocabSize;
  const dispatch = { workgroups: ROWS };
  const draw = {
    temperature: 1,
    topK: 0,
    topP: 1,
    minP: 0,
    hasForced: 0,
    seedLow: 1,
    seedHigh: 0,
    step: 0,
    firstRow: 0,
    position: 0,
  };
  const sampler = (name: string, filters: Readonly<Record<string, number>>, operations: number): LargeCase => ({
    kernel: '3-rollouts/sampleTokens',
    shape: `${shape}${name}`,
    params: { ...size, ...draw, ...filters },
    inputs: { logits, forced: new Int32Array(1) },
    outputs: { sampled: 3 * ROWS },
    dispatch,
    operations: operations * each,
  });
  return [
    // peak 2; z, e, sums 6; mass of a token 7, twice at most
    sampler('', {}, 15),
    sampler(', top-k 50', { topK: 50 }, 15),
    sampler(', top-p 0.9', { topP: 0.9 }, 50),
    {
      ...{
        kernel: '3-rollouts/topTokens',
        shape: `${shape}, 5`,
        params: { ...size, count: 5, temperature: 1 },
        dispatch,
      },
      inputs: { logits },
      outputs: { topIds: new Int32Array(5 * ROWS), topLogProbs: 5 * ROWS },
      operations: 13 * each, // peak 2, sums 6, one comparison for each token wanted
    },
    {
      ...{ kernel: '3-rollouts/symmetricKl', shape, params: { ...size, temperature: 1 }, dispatch },
      inputs: { logits, otherLogits: floats(each).reverse() },
      outputs: { divergences: ROWS },
      operations: 26 * each, // twice peak and sums; p, q, their difference
    },
  ];
}

function ofParameters(count: number): LargeCase[] {
  const shape = `${count}`;
  const values = floats(count);
  const blocks = Math.ceil(count / 4096);
  const each = { invocations: count };
  const step = { count, gradScale: 1 };
  return [
    {
      ...{ kernel: '8-update/gradNorm', shape, params: { count, blockSize: 4096 }, dispatch: { workgroups: blocks } },
      inputs: { values },
      outputs: { partials: 3 * blocks },
      operations: 4 * count,
    },
    {
      ...{ kernel: '8-update/sgd', shape, params: { ...step, learningRate: 1e-3, weightDecay: 0 }, dispatch: each },
      inputs: { gradient: values },
      outputs: { theta: values, change: count },
      bytes: 4 * 4 * count, // θ is read and written
      operations: 5 * count,
    },
    {
      kernel: '8-update/adamw',
      shape,
      params: { ...step, decay: 0, oneMinusBeta1: 0.1, beta2: 0.999, oneMinusBeta2: 0.001, epsilon: 1e-8, stepSize: 1e-3, correction2: 0.03 }, // prettier-ignore
      inputs: { gradient: values },
      outputs: { theta: values, firstMoment: count, secondMoment: count, change: count },
      bytes: 8 * 4 * count, // θ and the moments are read and written
      dispatch: each,
      operations: 14 * count,
    },
  ];
}

/** One new slot in each cache: only as much is moved. */
function ofCache(): LargeCase {
  const [rows, kvHeads, headSize, capacity] = [ROWS, 4, 32, 256];
  const size = rows * kvHeads * headSize;
  return {
    kernel: '2-policy/appendCache',
    shape: `${rows} × ${kvHeads} × 1 × ${headSize}`,
    params: { rows, kvHeads, tokens: 1, headSize, capacity },
    inputs: { lengths: new Int32Array(rows).fill(17), counts: new Int32Array(rows).fill(1), fresh: floats(size) },
    outputs: { cache: size * capacity },
    dispatch: { invocations: size },
    bytes: 8 * size,
    operations: 0,
  };
}

export const largeCases = (): LargeCase[] => [
  ...VOCABULARIES.flatMap(ofLogits),
  ...PARAMETERS.flatMap(ofParameters),
  ofCache(),
];
