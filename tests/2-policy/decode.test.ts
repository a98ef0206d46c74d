// What: text from the prefix + cache path against a naive, full recomputation with the original decoder in ORT.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argmax, naiveLogits } from './naiveDecoder.ts';
import { openPolicy, randomPrompts, readLogits } from './tinyPolicy.ts';
import { freeArray } from '../../src/gpu/freeArray.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';

describe.each([
  ['4-bit', 'onnx/decoder_model_merged_q4.onnx'],
  ['4-bit, packed qkv', 'onnx/decoder_model_merged_q4_packed.onnx'],
  ['float32', 'onnx/decoder_model_merged.onnx'],
])('greedy decoding, %s', (_name, decoderFile) => {
  let policy: OnnxPolicy;
  beforeAll(async () => {
    policy = await openPolicy({ decoderFile });
  });
  afterAll(() => policy.dispose());

  it('gives the tokens and logits of the original decoder', async () => {
    const theta = new Float32Array(policy.info.thetaLength);
    const prompts = randomPrompts(policy, ['Where is it?', 'What is the colour of the box?']);
    const prefix = await policy.prefill(theta, prompts);
    const rows = policy.startRows(prefix, 1, 24);
    let tokens = prefix.lastTokens.slice();
    const written: number[][] = prompts.map(() => []);
    const V = policy.info.vocabSize;
    for (let t = 0; t < 20; t++) {
      const logits = await policy.decode(theta, rows, tokens);
      const values = await readLogits(logits);
      freeArray(logits);
      tokens = Int32Array.from(prompts, (_, r) => argmax(values.subarray(r * V, (r + 1) * V)));
      for (const [r, prompt] of prompts.entries()) {
        if (t % 5 === 0) {
          const expected = await naiveLogits(decoderFile, policy, prompt, written[r]!);
          const worst = expected.reduce((most, value, v) => Math.max(most, Math.abs(value - values[r * V + v]!)), 0);
          expect(worst).toBeLessThan(2e-4);
          expect(argmax(expected)).toBe(tokens[r]);
        }
        written[r]!.push(tokens[r]!);
      }
    }
    expect(policy.tokenizer.decode(written[0]!).length).toBeGreaterThan(0);
    rows.dispose();
    prefix.dispose();
  });
});
