// What: the decoder file as it is, run on the whole sequence with an empty past: the oracle of the cached path.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OrtSession } from '../../src/ort/session.ts';
import { float32, int64, type Tensor } from '../../src/ort/tensor.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { PreparedPrompt } from '../../src/2-policy/types.ts';
import { TINY } from './tinyPolicy.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const sessions = new Map<string, Promise<OrtSession>>();

/** The same for Policy and for the tiny decoder's cache inputs: [1, KV, 0, hd]. */
const KV = [2, 16] as const;

export async function naiveLogits(
  decoderFile: string,
  policy: OnnxPolicy,
  prompt: PreparedPrompt,
  written: readonly number[],
): Promise<Float32Array> {
  const { hiddenSize: D, vocabSize: V, numLayers } = policy.info;
  const ids = Int32Array.from([...prompt.ids, ...written]);
  const embeds = await policy.embed(ids);
  const image = policy.tokenizer.encode('<image>')[0];
  const features = Float32Array.from(prompt.imageFeatures.flatMap((picture) => [...picture]));
  let place = 0;
  ids.forEach((id, i) => {
    if (id === image) embeds.set(features.subarray(place++ * D, place * D), i * D);
  });
  const n = ids.length;
  const past = Array.from({ length: 2 * numLayers }, (_, i): [string, Tensor] => [
    `past_key_values.${i >> 1}.${i % 2 ? 'value' : 'key'}`,
    float32(new Float32Array(0), [1, KV[0], 0, KV[1]]),
  ]);
  let session = sessions.get(decoderFile);
  if (!session) {
    const bytes = new Uint8Array(readFileSync(join(ROOT, TINY, decoderFile)));
    session = OrtSession.create(bytes, { label: decoderFile, provider: 'wasm', device: null, numThreads: 2 });
    sessions.set(decoderFile, session);
  }
  const outputs = await (
    await session
  ).run({
    inputs_embeds: float32(embeds, [1, n, D]),
    attention_mask: int64(new Array<number>(n).fill(1), [1, n]),
    position_ids: int64([...ids.keys()], [1, n]),
    ...Object.fromEntries(past),
  });
  return (await outputs['logits']!.floats()).subarray((n - 1) * V, n * V);
}

export const argmax = (values: Float32Array): number =>
  values.reduce((best, v, i) => (v > values[best]! ? i : best), 0);
