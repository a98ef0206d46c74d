// What: rollouts on the tiny policy: forced tokens, stop tokens, equal rows, and the three ways to a log-prob.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { generate, type GenerateSettings } from '../../src/3-rollouts/generate.ts';
import { scorePass } from '../../src/3-rollouts/scorePass.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Prefix, PreparedPrompt } from '../../src/2-policy/types.ts';
import { Lcg, openPolicy, randomPrompts, randomTheta, readLogits } from '../2-policy/tinyPolicy.ts';

const SETTINGS: GenerateSettings = {
  generations: 3,
  maxTokens: 12,
  temperature: 0.9,
  topK: 0,
  topP: 1,
  seed: 5,
  step: 0,
};

describe('generate', () => {
  const compute = new ReferenceCompute();
  let policy: OnnxPolicy;
  let prompts: PreparedPrompt[];
  let theta: Float32Array;
  let prefix: Prefix;
  beforeAll(async () => {
    policy = await openPolicy({ compute });
    theta = randomTheta(policy.info.layout, policy.info.thetaLength);
    prompts = randomPrompts(policy, ['Where is it?', 'What is the colour of the box?']);
    prefix = await policy.prefill(theta, prompts);
  });
  afterAll(async () => {
    prefix.dispose();
    await policy.dispose();
  });

  it('is the same run for the same seed, and another for another', async () => {
    const [a, b] = [
      await generate(policy, compute, theta, prefix, SETTINGS),
      await generate(policy, compute, theta, prefix, SETTINGS),
    ];
    expect(a).toEqual(b);
    const c = await generate(policy, compute, theta, prefix, { ...SETTINGS, seed: 6 });
    expect(c.tokens).not.toEqual(a.tokens);
    expect(a.texts.length).toBe(6);
  });

  it('tells after every token how far it is', async () => {
    const told: number[][] = [];
    await generate(policy, compute, theta, prefix, { ...SETTINGS, onProgress: (...at) => void told.push(at) });
    expect(told.length).toBeGreaterThan(0);
    told.forEach((at, t) => expect(at).toEqual([t + 1, SETTINGS.maxTokens]));
  });

  it('decode, score and the backward pass agree on log-probs and entropies', async () => {
    const rollouts = await generate(policy, compute, theta, prefix, SETTINGS);
    const scores = await scorePass(policy, theta, prefix, rollouts, SETTINGS.temperature);
    const zeros = { coef: new Float32Array(72), coefEntropy: new Float32Array(72) };
    const backward = await policy.gradient(theta, prefix, rollouts.rows, zeros, SETTINGS.temperature);
    for (const [name, other] of Object.entries({ scores, backward })) {
      expect(largestGap(other.logProbs, rollouts.oldLogProbs), name).toBeLessThan(1e-5);
      expect(largestGap(other.entropies, rollouts.entropies), name).toBeLessThan(1e-5);
    }
    expect(backward.gradient.every((value) => value === 0)).toBe(true);
  });

  it('rows with equal forced tokens get equal numbers', async () => {
    const one = new Lcg(8).integers(12, 80).map((id) => id + 3);
    const forcedTokens = Int32Array.from({ length: 72 }, (_, i) => one[i % 12]!);
    const forcedLengths = new Int32Array(6).fill(12);
    const rollouts = await generate(policy, compute, theta, prefix, { ...SETTINGS, forcedTokens, forcedLengths });
    expect(rollouts.tokens).toEqual(forcedTokens);
    for (let r = 0; r < 6; r++) {
      const first = r - (r % 3);
      expect(rollouts.oldLogProbs.slice(r * 12, r * 12 + 12)).toEqual(
        rollouts.oldLogProbs.slice(first * 12, first * 12 + 12),
      );
    }
    expect(rollouts.oldLogProbs.slice(0, 12)).not.toEqual(rollouts.oldLogProbs.slice(36, 48));
  });

  it('a completion that the network has no positions for is refused with a sentence', async () => {
    const run = generate(policy, compute, theta, prefix, { ...SETTINGS, maxTokens: 100 });
    await expect(run).rejects.toThrow(/A prompt of \d+ tokens and a completion of 100 do not fit .* 128/);
  });

  it('stops each row at its stop token', async () => {
    const stop = policy.tokenizer.stopIds[0]!;
    const forcedTokens = new Lcg(9).integers(72, 70).map((id) => id + 3);
    [2, 0, 11].forEach((t, r) => (forcedTokens[r * 12 + t] = stop));
    const seen: number[] = [];
    const onProgress = (done: number): void => void seen.push(done);
    const rollouts = await generate(policy, compute, theta, prefix, { ...SETTINGS, forcedTokens, onProgress });
    expect([...rollouts.lengths]).toEqual([3, 1, 12, 12, 12, 12]);
    expect([...rollouts.truncated]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...rollouts.tokens.slice(3, 12)]).toEqual(new Array(9).fill(policy.tokenizer.padId));
    expect(rollouts.oldLogProbs.slice(3, 12).every((value) => value === 0)).toBe(true);
    expect(rollouts.rows.inputTokens[0]).toBe(prefix.lastTokens[0]);
    expect(seen.at(-1)).toBe(12);
    const all = forcedTokens.map(() => stop);
    const short = await generate(policy, compute, theta, prefix, { ...SETTINGS, forcedTokens: all, onProgress });
    expect([...short.lengths]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(seen.at(-1)).toBe(1);
  });

  it('goes on behind a stop token where it is told to ignore it', async () => {
    const stop = policy.tokenizer.stopIds[0]!;
    const forcedTokens = new Lcg(9).integers(72, 70).map((id) => id + 3);
    [2, 0, 11].forEach((t, r) => (forcedTokens[r * 12 + t] = stop));
    const settings = { ...SETTINGS, forcedTokens, ignoreEos: true };
    const rollouts = await generate(policy, compute, theta, prefix, settings);
    expect([...rollouts.lengths]).toEqual([12, 12, 12, 12, 12, 12]);
    expect(rollouts.tokens).toEqual(forcedTokens);
    expect(rollouts.oldLogProbs.slice(3, 12).every((value) => value < 0)).toBe(true);
  });

  it('the reference is the network without its adapter', async () => {
    const zero = new Float32Array(policy.info.thetaLength);
    const base = await policy.prefill(zero, prompts);
    const rollouts = await generate(policy, compute, zero, base, SETTINGS);
    const reference = await scorePass(policy, zero, base, rollouts, SETTINGS.temperature);
    base.dispose();
    expect(largestGap(reference.logProbs, rollouts.oldLogProbs)).toBeLessThan(1e-5);
  });

  it('extend feeds what decode feeds, in one go and with ragged rows', async () => {
    const fed = new Lcg(4).integers(6 * 5, 80).map((id) => id + 3);
    const counts = Int32Array.of(5, 2, 0, 1, 4, 3);
    const V = policy.info.vocabSize;
    const last = Int32Array.from({ length: 6 }, (_, r) => 10 + r);
    const extended = policy.startRows(prefix, 3, 8);
    await policy.extend(theta, extended, await policy.embed(fed), counts);
    expect([...extended.lengths]).toEqual([...counts]);
    const logits = await readLogits(await policy.decode(theta, extended, last));
    for (let r = 0; r < 6; r++) {
      const single = policy.startRows(prefix, 3, 8);
      for (let t = 0; t < counts[r]!; t++) await policy.decode(theta, single, new Int32Array(6).fill(fed[r * 5 + t]!));
      const expected = await readLogits(await policy.decode(theta, single, last));
      const row = (values: ArrayLike<number>): Float32Array => Float32Array.from(values).slice(r * V, (r + 1) * V);
      expect(largestGap(row(logits), row(expected))).toBeLessThan(1e-4);
    }
    await expect(policy.extend(theta, extended, await policy.embed(fed), counts)).rejects.toThrow('do not fit');
  });
});

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return Number.isNaN(worst) ? Infinity : worst;
}
