// What: policy.gradient against central differences of its own loss, and its two forms (fused, chunked) against each other.
import { afterAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { RowBatch } from '../../src/2-policy/types.ts';
import { Lcg, openPolicy, randomPrompts, randomTheta, TARGETS } from './tinyPolicy.ts';

const [P, G, T, K] = [2, 3, 7, 2];
const R = P * G;
const TEMPERATURE = 0.8;
const opened: OnnxPolicy[] = [];
afterAll(async () => {
  for (const policy of opened) await policy.dispose();
});

async function open(decoderFile: string, targets: readonly string[], logitsBytes?: number): Promise<OnnxPolicy> {
  const more = logitsBytes === undefined ? {} : { logitsBytes };
  const policy = await openPolicy({ decoderFile, lora: { targets, rank: 4, alpha: 8 }, ...more });
  opened.push(policy);
  return policy;
}

/** Rows of ragged lengths whose coefficients do not sum to zero. */
function rowsOf(seed: number): { batch: RowBatch; coef: Float32Array; coefEntropy: Float32Array } {
  const random = new Lcg(seed);
  const tokens = (n: number): Int32Array => random.integers(n, 80).map((id) => id + 3);
  const lengths = Int32Array.of(5, 3, 1, 6, 6, 4);
  const padding = (i: number, width: number): boolean =>
    Math.floor(i / width) % T >= lengths[Math.floor(i / width / T)]!;
  const coef = random.floats(R * T * K).map((value, i) => (padding(i, K) ? 0 : value + 0.3));
  const coefEntropy = random.floats(R * T).map((value, i) => (padding(i, 1) ? 0 : value));
  const batch = {
    generations: G,
    maxTokens: T,
    inputTokens: tokens(R * T),
    lengths,
    ids: tokens(R * T * K),
    idsPerToken: K,
  };
  return { batch, coef, coefEntropy };
}

describe.each([
  ['4-bit', 'onnx/decoder_model_merged_q4.onnx', TARGETS],
  ['4-bit, packed qkv, lm_head', 'onnx/decoder_model_merged_q4_packed.onnx', [...TARGETS, 'lm_head']],
  ['float32, two targets', 'onnx/decoder_model_merged.onnx', ['q_proj', 'down_proj']],
])('gradient: %s', (_name, decoderFile, targets) => {
  const { batch, coef, coefEntropy } = rowsOf(21);
  const questions = ['Where is it?', 'What is the colour of the box?'];

  it('agrees with central differences along random directions of A and of B', async () => {
    const policy = await open(decoderFile, targets);
    const { layout, thetaLength } = policy.info;
    const theta = randomTheta(layout, thetaLength);
    const prompts = randomPrompts(policy, questions);
    const loss = async (at: Float32Array): Promise<number> => {
      const prefix = await policy.prefill(at, prompts);
      const scores = await policy.score(at, prefix, batch, TEMPERATURE);
      prefix.dispose();
      const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
      return dot(coef, scores.logProbs) + dot(coefEntropy, scores.entropies);
    };
    const prefix = await policy.prefill(theta, prompts);
    const { gradient } = await policy.gradient(theta, prefix, batch, { coef, coefEntropy }, TEMPERATURE);
    prefix.dispose();
    for (const [seed, kind] of [
      [1, 'lora_A'],
      [2, 'lora_B'],
      [3, 'lora_A'],
      [4, 'lora_B'],
    ] as const) {
      const direction = new Lcg(seed).floats(thetaLength);
      for (const { kind: other, offset, shape } of layout)
        if (other !== kind) direction.fill(0, offset, offset + shape.reduce((a, b) => a * b, 1));
      // Moves along the gradient's own side of the direction: the derivative is then well above rounding.
      for (let i = 0; i < thetaLength; i++) direction[i]! *= Math.sign(gradient[i]!) * Math.sign(direction[i]!);
      const h = 3e-4;
      const moved = (steps: number): Float32Array => theta.map((value, i) => value + steps * h * direction[i]!);
      const [a, b, c, d] = [moved(-2), moved(-1), moved(1), moved(2)];
      // Five-point stencil, with the steps that float32 really took.
      const difference = 8 * ((await loss(c)) - (await loss(b))) - ((await loss(d)) - (await loss(a)));
      const along = gradient.map((value, i) => value * (8 * (c[i]! - b[i]!) - (d[i]! - a[i]!)));
      const expected = along.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(difference - expected) / Math.abs(expected)).toBeLessThan(1e-3);
    }
  });

  it('is the same with the head in chunks of tokens', async () => {
    const whole = await open(decoderFile, targets);
    const chunked = await open(decoderFile, targets, whole.info.vocabSize * 4 * 5);
    const theta = randomTheta(whole.info.layout, whole.info.thetaLength);
    const results = [];
    const passes: string[][] = [];
    for (const policy of [whole, chunked]) {
      const told: string[] = [];
      const onProgress = (done: number, total: number) => void told.push(`${done}/${total}`);
      const prefix = await policy.prefill(theta, randomPrompts(policy, questions));
      const scores = await policy.score(theta, prefix, batch, TEMPERATURE);
      const made = await policy.gradient(theta, prefix, batch, { coef, coefEntropy }, TEMPERATURE, onProgress);
      results.push({ scores, ...made });
      passes.push(told);
      prefix.dispose();
    }
    // Rows and prompts; or hidden states, the head chunk by chunk, rows, prompts.
    const chunkCount = Math.ceil(batch.lengths.reduce((sum, length) => sum + length, 0) / 5);
    const all = (total: number) => Array.from({ length: total }, (_, i) => `${i + 1}/${total}`);
    expect(passes).toEqual([all(2), all(3 + chunkCount)]);
    const [a, b] = results as [(typeof results)[0], (typeof results)[0]];
    expect(relativeError(b.gradient, a.gradient)).toBeLessThan(2e-5);
    for (const name of ['logProbs', 'entropies'] as const) {
      expect(relativeError(b[name], a[name])).toBeLessThan(1e-5);
      expect(relativeError(a.scores[name], a[name])).toBeLessThan(1e-5);
      expect(relativeError(b.scores[name], a[name])).toBeLessThan(1e-5);
    }
    expect(a.logProbs.length).toBe(R * T * K);
    expect(a.logProbs[T * K * 2 + K]).toBe(0);
  });
});

describe('gradient: in parts', () => {
  const file = 'onnx/decoder_model_merged_q4.onnx';
  const questions = ['Where is it?', 'What is the colour of the box?'];
  const { batch, coef, coefEntropy } = rowsOf(23);

  const policies = new Map<number, Promise<OnnxPolicy>>();
  const inParts = (partTokens: number): Promise<OnnxPolicy> => {
    const made = policies.get(partTokens) ?? openPolicy({ decoderFile: file, partTokens });
    if (!policies.has(partTokens)) made.then((policy) => opened.push(policy)).catch(() => undefined);
    policies.set(partTokens, made);
    return made;
  };
  const WHOLE = 1000;

  async function made(partTokens: number, given: RowBatch, own = { coef, coefEntropy }) {
    const policy = await inParts(partTokens);
    const theta = randomTheta(policy.info.layout, policy.info.thetaLength);
    const prefix = await policy.prefill(theta, randomPrompts(policy, questions));
    const told: string[] = [];
    const result = await policy.gradient(theta, prefix, given, own, TEMPERATURE, (done, all) =>
      told.push(`${done}/${all}`),
    );
    const scores = await policy.score(theta, prefix, given, TEMPERATURE);
    prefix.dispose();
    return { ...result, scores, told };
  }

  const same = (a: Awaited<ReturnType<typeof made>>, b: Awaited<ReturnType<typeof made>>): void => {
    expect(relativeError(a.gradient, b.gradient)).toBeLessThan(2e-6);
    for (const name of ['logProbs', 'entropies'] as const) {
      expect(relativeError(a[name], b[name])).toBeLessThan(1e-6);
      expect(relativeError(a.scores[name], b[name])).toBeLessThan(1e-5);
    }
  };

  // Rows of one prompt: 3 × 6 tokens. A part of a prompt, of one row, of two rows; a prompt each; all at once.
  it.each([
    [1, 8],
    [12, 6],
    [18, 4],
    [36, 2],
  ])('of %i tokens: %i runs, the same gradient and scores', async (partTokens, runs) => {
    const [whole, parts] = [await made(WHOLE, batch), await made(partTokens, batch)];
    expect(parts.told).toEqual(Array.from({ length: runs }, (_, i) => `${i + 1}/${runs}`));
    same(parts, whole);
  });

  it('with observations in the rows', async () => {
    const random = new Lcg(9);
    const ids = Int32Array.of(5, 6);
    const embeds = random.floats(2 * (await inParts(WHOLE)).info.hiddenSize, 0.5);
    const seen = { ...batch, observations: [1, 3, 4].map((row) => ({ row, after: 2, ids, embeds })) };
    for (const partTokens of [1, 12]) same(await made(partTokens, seen), await made(WHOLE, seen));
  });

  it('a prompt without coefficients is scored only, wherever it stands', async () => {
    for (const flat of [0, 1]) {
      const at = (width: number) => [flat * G * T * width, (flat + 1) * G * T * width] as const;
      const own = { coef: coef.slice().fill(0, ...at(K)), coefEntropy: coefEntropy.slice().fill(0, ...at(1)) };
      const skipped = await made(WHOLE, batch, own);
      expect(skipped.told.at(-1)).toBe('3/3');
      // A coefficient that is not 0, and too small to matter: the same prompts, differentiated together.
      const all = await made(WHOLE, batch, {
        ...own,
        coef: own.coef.map((value, i) => (i === at(K)[0] ? 1e-12 : value)),
      });
      expect(all.told.at(-1)).toBe('2/2');
      same(skipped, all);
    }
  });

  it('nothing moves θ where every coefficient is 0', async () => {
    const none = { coef: coef.map(() => 0), coefEntropy: coefEntropy.map(() => 0) };
    const { gradient, logProbs, told } = await made(WHOLE, batch, none);
    expect(gradient.every((value) => value === 0)).toBe(true);
    expect(logProbs.some((value) => value < 0)).toBe(true);
    expect(told).toEqual(['1/1']);
  });
});

describe('gradient: prompts that repeat', () => {
  it('share one prefix and change nothing', async () => {
    const policy = await open('onnx/decoder_model_merged_q4.onnx', TARGETS);
    const { batch, coef, coefEntropy } = rowsOf(22);
    const theta = randomTheta(policy.info.layout, policy.info.thetaLength);
    const prompt = randomPrompts(policy, ['Where is it?'])[0]!;
    const other = { ...prompt, ids: prompt.ids.slice(), imageFeatures: [prompt.imageFeatures[0]!.slice()] };
    const odd = {
      ...prompt,
      imageFeatures: [prompt.imageFeatures[0]!.map((value, i) => (i === 0 ? value + 1e-7 : value))],
    };
    const gradients = [];
    for (const prompts of [
      [prompt, other],
      [prompt, odd],
    ]) {
      const prefix = await policy.prefill(theta, prompts);
      gradients.push((await policy.gradient(theta, prefix, batch, { coef, coefEntropy }, TEMPERATURE)).gradient);
      prefix.dispose();
    }
    expect(relativeError(gradients[0]!, gradients[1]!)).toBeLessThan(1e-5);
  });
});

function relativeError(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  let [difference, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    size += b[i]! ** 2;
  }
  return Math.sqrt(difference / Math.max(size, 1e-30));
}
