// What: the tiny golden bundle, and any other bundle of the repository, as policies in Node (WASM provider).
import type { Compute, HostArray } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { segmentSize, type LoraOptions, type ThetaSegment } from '../../src/onnx/insertLora.ts';
import { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Logits, PreparedPrompt } from '../../src/2-policy/types.ts';
import { openBundle } from './bundleFiles.ts';

export { SHAPES, TINY } from './bundleFiles.ts';

export const TARGETS = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'];
export const LORA: LoraOptions = { targets: TARGETS, rank: 4, alpha: 8 };

export interface PolicyChoices {
  readonly folder?: string;
  readonly decoderFile?: string;
  readonly lora?: LoraOptions;
  readonly logitsBytes?: number;
  readonly partTokens?: number;
  readonly compute?: Compute;
}

export async function openPolicy(choices: PolicyChoices = {}): Promise<OnnxPolicy> {
  const { folder, decoderFile, lora = LORA, compute = new ReferenceCompute(), ...more } = choices;
  const bundle = await openBundle(folder, decoderFile);
  return OnnxPolicy.create(bundle, { provider: 'wasm', compute, numThreads: 2, lora, ...more });
}

/** Uniform numbers in [−1, 1), the same on every run. */
export class Lcg {
  constructor(private state: number) {}
  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state / 2 ** 32) * 2 - 1;
  }
  floats(n: number, scale = 1): Float32Array {
    return Float32Array.from({ length: n }, () => this.next() * scale);
  }
  integers(n: number, below: number): Int32Array {
    return Int32Array.from({ length: n }, () => Math.floor(((this.next() + 1) / 2) * below));
  }
}

/** Random A and random B, so that every path of the gradient carries something. */
export function randomTheta(layout: readonly ThetaSegment[], length: number, seed = 3): Float32Array {
  const random = new Lcg(seed);
  const theta = new Float32Array(length);
  for (const segment of layout) {
    const scale = segment.kind === 'lora_A' ? 1 / Math.sqrt(segment.shape[1]!) : 0.15;
    theta.set(random.floats(segmentSize(segment), scale), segment.offset);
  }
  return theta;
}

/** Prompts with one random picture each. */
export function randomPrompts(policy: OnnxPolicy, questions: readonly string[], seed = 11): PreparedPrompt[] {
  const random = new Lcg(seed);
  const { imageTokens, hiddenSize } = policy.info;
  return questions.map((question) => ({
    ids: policy.tokenizer.encodePrompt(question, 1),
    imageFeatures: [random.floats(imageTokens * hiddenSize, 0.8)],
  }));
}

/** The values of logits, wherever they are. */
export const readLogits = async (logits: Logits): Promise<Float32Array> =>
  (logits instanceof Float32Array ? logits : await (logits as Exclude<Logits, HostArray>).read()) as Float32Array;
