// What: the whole path (bundle, vision, tokenizer, prefix, rows, head, and back) against PyTorch in float64 on the same
//   dequantised weights, with random A, random B and coefficients that do not sum to zero.
import { afterAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import * as golden from './golden.ts';
import type { GoldenArray, GoldenPrompt, GoldenSegment } from './golden.ts';

const { floats, integers, numbers } = golden;

interface GoldenCase {
  readonly choices: number;
  readonly prompt_of_row: GoldenArray;
  readonly lengths: GoldenArray;
  readonly inputs: GoldenArray;
  readonly ids: GoldenArray;
  readonly coef: GoldenArray;
  readonly coefEntropy: GoldenArray;
  readonly logp: GoldenArray;
  readonly entropy: GoldenArray;
  readonly gradient: GoldenArray;
}
interface GoldenGradient {
  readonly rank: number;
  readonly alpha: number;
  readonly temperature: number;
  readonly segments: readonly GoldenSegment[];
  readonly theta: GoldenArray;
  readonly prompts: readonly GoldenPrompt[];
  readonly cases: Readonly<Record<string, GoldenCase>>;
}

const data = golden.readGolden<GoldenGradient>('gradient');
const opened: OnnxPolicy[] = [];
afterAll(async () => {
  for (const policy of opened) await policy.dispose();
});

describe.each(['_q4', '_q4_packed', ''])('decoder_model_merged%s', (suffix) => {
  const policyOf = async (): Promise<OnnxPolicy> => {
    const policy = await golden.goldenPolicy(data, `onnx/decoder_model_merged${suffix}.onnx`);
    opened.push(policy);
    return policy;
  };

  it('agrees with PyTorch on prompts, log-probs, entropies and every tensor of the gradient', async () => {
    const policy = await policyOf();
    const { layout, imageSize } = policy.info;
    expect(layout.map(({ name, offset, shape }) => ({ name, offset, shape: [...shape] }))).toEqual(data.segments);
    expect(imageSize).toBe(32);
    const prompts = await golden.goldenPrompts(policy);
    for (const [p, { ids, image_features }] of data.prompts.entries()) {
      expect([...prompts[p]!.ids]).toEqual([...integers(ids)]);
      expect(golden.largestGap(prompts[p]!.imageFeatures[0]!, numbers(image_features))).toBeLessThan(1e-5);
    }
    const theta = floats(data.theta);
    const prefix = await policy.prefill(theta, prompts);
    for (const [name, given] of Object.entries(data.cases)) {
      const lengths = integers(given.lengths);
      const generations = lengths.length / prompts.length;
      expect([...integers(given.prompt_of_row)]).toEqual([...lengths.keys()].map((r) => Math.floor(r / generations)));
      const batch = {
        generations,
        maxTokens: given.inputs.shape[1]!,
        inputTokens: integers(given.inputs),
        lengths,
        ids: integers(given.ids),
        idsPerToken: given.choices,
      };
      const coefficients = { coef: floats(given.coef), coefEntropy: floats(given.coefEntropy) };
      const result = await policy.gradient(theta, prefix, batch, coefficients, data.temperature);
      expect(golden.largestGap(result.logProbs, numbers(given.logp)), `${name} logp`).toBeLessThan(2e-4);
      expect(golden.largestGap(result.entropies, numbers(given.entropy)), `${name} entropy`).toBeLessThan(2e-4);
      const expected = numbers(given.gradient);
      for (const { name: tensor, offset, shape } of data.segments) {
        const end = offset + shape.reduce((a, b) => a * b, 1);
        expect(golden.relativeError(result.gradient, expected, offset, end), `${name} ${tensor}`).toBeLessThan(1e-4);
      }
    }
    prefix.dispose();
  });
});
