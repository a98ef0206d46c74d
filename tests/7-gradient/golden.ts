// What: reads the golden files that pretrain/twin wrote with PyTorch, and the tiny policy with their prompts.
import { readFileSync } from 'node:fs';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { PreparedPrompt } from '../../src/2-policy/types.ts';
import { openPolicy, TARGETS } from '../2-policy/tinyPolicy.ts';

export interface GoldenArray {
  readonly dtype: 'float32' | 'float64' | 'int32';
  readonly shape: readonly number[];
  readonly data: string;
}
const TYPES = { float32: Float32Array, float64: Float64Array, int32: Int32Array };

export function numbers({ dtype, data }: GoldenArray): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return Float64Array.from(new TYPES[dtype](bytes.buffer));
}
export const floats = (array: GoldenArray): Float32Array => Float32Array.from(numbers(array));
export const integers = (array: GoldenArray): Int32Array => Int32Array.from(numbers(array));

export interface GoldenPrompt {
  readonly question: string;
  readonly ids: GoldenArray;
  readonly pixels: GoldenArray;
  readonly image_features: GoldenArray;
}
export interface GoldenSegment {
  readonly name: string;
  readonly offset: number;
  readonly shape: readonly number[];
}

export const readGolden = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../golden/tiny/${name}.json`, import.meta.url), 'utf8')) as T;

export interface GoldenLora {
  readonly rank: number;
  readonly alpha: number;
}

export const compute = new ReferenceCompute();

export const goldenPolicy = ({ rank, alpha }: GoldenLora, decoderFile?: string): Promise<OnnxPolicy> =>
  openPolicy({ compute, lora: { targets: TARGETS, rank, alpha }, ...(decoderFile ? { decoderFile } : {}) });

/** The two golden prompts, their pictures through the policy's own vision encoder. */
export async function goldenPrompts(policy: OnnxPolicy): Promise<PreparedPrompt[]> {
  const { prompts } = readGolden<{ prompts: GoldenPrompt[] }>('gradient');
  const prepared: PreparedPrompt[] = [];
  for (const [i, { question, pixels }] of prompts.entries()) {
    const array = compute.upload(floats(pixels));
    const size = policy.info.imageSize;
    const features = await policy.encodeImage({ pictureId: `${i}`, view: { kind: 'clean' }, size, pixels: array });
    array.destroy();
    prepared.push({ ids: policy.tokenizer.encodePrompt(question, 1), imageFeatures: [features] });
  }
  return prepared;
}

export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>, from = 0, to = b.length): number {
  let [difference, size] = [0, 0];
  for (let i = from; i < to; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    size += b[i]! ** 2;
  }
  return Math.sqrt(difference / Math.max(size, 1e-30));
}

export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < b.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return Number.isNaN(worst) ? Infinity : worst;
}
