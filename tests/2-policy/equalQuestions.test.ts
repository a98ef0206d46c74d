// What: prompts with the same question and different pictures (ten photos, "where is the dog?") have a prefix each; the same
// prompt drawn twice shares one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { OnnxPrefix } from '../../src/2-policy/prefix.ts';
import type { PreparedPrompt, RowBatch } from '../../src/2-policy/types.ts';
import { Lcg, openPolicy, randomTheta } from './tinyPolicy.ts';

const QUESTION = 'where is the dog?';
const T = 5;

describe('one question, several pictures', () => {
  let policy: OnnxPolicy;
  let theta: Float32Array;
  let a: PreparedPrompt;
  let b: PreparedPrompt;
  beforeAll(async () => {
    policy = await openPolicy();
    theta = randomTheta(policy.info.layout, policy.info.thetaLength);
    const { imageTokens, hiddenSize } = policy.info;
    const features = (seed: number) => new Lcg(seed).floats(imageTokens * hiddenSize, 0.8);
    const one = (seed: number): PreparedPrompt => ({
      ids: policy.tokenizer.encodePrompt(QUESTION, 1),
      imageFeatures: [features(seed)],
    });
    [a, b] = [one(1), one(2)];
  });
  afterAll(() => policy.dispose());

  /** Log-probs of the same five tokens behind each prompt. */
  async function logProbs(prompts: readonly PreparedPrompt[]): Promise<Float32Array[]> {
    const tokens = [10, 20, 30, 40, 50];
    const all = prompts.flatMap(() => tokens);
    const batch: RowBatch = {
      ...{ generations: 1, maxTokens: T, ids: Int32Array.from(all), idsPerToken: 1 },
      inputTokens: Int32Array.from(prompts.flatMap(({ ids }) => [ids.at(-1)!, ...tokens.slice(0, -1)])),
      lengths: new Int32Array(prompts.length).fill(T),
    };
    const prefix = await policy.prefill(theta, prompts);
    try {
      const scores = await policy.score(theta, prefix, batch, 1);
      return prompts.map((_, p) => scores.logProbs.slice(p * T, (p + 1) * T));
    } finally {
      prefix.dispose();
    }
  }
  const gap = (x: Float32Array, y: Float32Array) =>
    x.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i]!)), 0);

  it('each answer stands behind its own picture', async () => {
    const [aloneA] = await logProbs([a]);
    const [aloneB] = await logProbs([b]);
    expect(gap(aloneA!, aloneB!)).toBeGreaterThan(1e-2);
    for (const [prompts, expected] of [
      [
        [a, b],
        [aloneA, aloneB],
      ],
      [
        [b, a],
        [aloneB, aloneA],
      ],
      [
        [a, a, b, b],
        [aloneA, aloneA, aloneB, aloneB],
      ],
      [
        [a, b, a],
        [aloneA, aloneB, aloneA],
      ],
    ] as const) {
      const together = await logProbs(prompts);
      together.forEach((own, p) => expect(gap(own, expected[p]!), `prompt ${p}`).toBeLessThan(1e-4));
    }
  });

  it('an equal picture in another array is the same prompt, one number apart is another', async () => {
    const copy = (change: number): PreparedPrompt => {
      const features = a.imageFeatures[0]!.slice();
      features[features.length - 1]! += change;
      return { ids: a.ids.slice(), imageFeatures: [features] };
    };
    const distinct = async (other: PreparedPrompt) => {
      const prefix = await policy.prefill(theta, [a, other]);
      prefix.dispose();
      return (prefix as OnnxPrefix).distinct;
    };
    expect(await distinct(copy(0))).toBe(1);
    expect(await distinct(copy(0.5))).toBe(2);
    expect(await distinct(b)).toBe(2);
    expect(await distinct({ ids: policy.tokenizer.encodePrompt('what?', 1), imageFeatures: a.imageFeatures })).toBe(2);
  });
});
