// What: rollouts that zoom: who asks for which region, what the row reads behind the crop, and its scores and gradient.
// Oracle: the original decoder on the whole sequence, crop in the middle; central differences.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { generate } from '../../src/3-rollouts/generate.ts';
import { scorePass } from '../../src/3-rollouts/scorePass.ts';
import { askedAction, type TurnSettings } from '../../src/3-rollouts/turns.ts';
import type { OpenAction, Rollouts } from '../../src/3-rollouts/types.ts';
import { allowedRegion, writtenRegion } from '../../src/3-rollouts/zoomRegion.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Prefix, PreparedPrompt, RowBatch } from '../../src/2-policy/types.ts';
import { naiveLogits } from '../2-policy/naiveDecoder.ts';
import { Lcg, openPolicy, randomPrompts, randomTheta } from '../2-policy/tinyPolicy.ts';
import { zooms } from './zoomAction.ts';

/** By the rules that the action zoom has by default. */
function zoomRegion(text: string, scale: number) {
  const asked = writtenRegion(text, scale);
  const rules = { outside: 'refuse', least_side: 0, most_aspect: 0, enlarge: 1, whole_pixels: false } as const;
  return asked && allowedRegion(asked, rules, [1, 1], [8, 8]);
}

const FILE = 'onnx/decoder_model_merged_q4.onnx';
const ZOOM = '<zoom>10 20 60 70</zoom>';

const action = (tag: string): OpenAction => ({ tag, slots: 1, answer: () => Promise.resolve(null) });

describe('askedAction', () => {
  const [zoom, ask] = [action('zoom'), action('Ask')];
  const actions = [zoom, ask];
  it('reads the first closed span of an action, and the text behind it', () => {
    expect(askedAction(`a ${ZOOM} b`, actions)).toEqual({ action: zoom, text: '10 20 60 70', rest: ' b' });
    expect(askedAction('<ZOOM>0, 0</zoom>', actions)).toEqual({ action: zoom, text: '0, 0', rest: '' });
    expect(askedAction(`<ask>what?</ASK>${ZOOM}`, actions)).toEqual({ action: ask, text: 'what?', rest: ZOOM });
  });
  it.each(['', 'zoom', '<zoom>1 2 3 4', '<zoom><box>1 2 3 4</zoom>', '<zoom>1 2 3 4</ask>', '<think>a</think>'])(
    '%j asks for nothing',
    (text) => expect(askedAction(text, actions)).toBeNull(),
  );
});

describe('zoomRegion', () => {
  it('reads four numbers as fractions of the picture', () => {
    expect(zoomRegion('10 20 60 70', 100)).toEqual([0.1, 0.2, 0.6, 0.7]);
    expect(zoomRegion('0, 0, 999.5, 1000', 1000)).toEqual([0, 0, 0.9995, 1]);
  });
  it.each(['', '1 2 3', '60 20 10 70', '1 2 3 400', '-1 2 3 4', '1 2 3 4 5'])('%j is no region', (text) =>
    expect(zoomRegion(text, 100)).toBeNull(),
  );
});

describe('rollouts with crops', () => {
  const compute = new ReferenceCompute();
  let policy: OnnxPolicy;
  let prompts: PreparedPrompt[];
  let zero: Float32Array;
  let prefix: Prefix;
  let forced: { readonly forcedTokens: Int32Array; readonly forcedLengths: Int32Array; readonly maxTokens: number };
  const crops = new Map<string, Float32Array>();
  let turns: TurnSettings;
  const settings = { generations: 2, temperature: 0.9, topK: 0, topP: 1, seed: 5, step: 0 };
  const run = (more: object) => generate(policy, compute, zero, prefix, { ...settings, ...forced, ...more });

  beforeAll(async () => {
    policy = await openPolicy({ decoderFile: FILE, compute });
    zero = new Float32Array(policy.info.thetaLength);
    turns = zooms(policy, 2, async (prompt, box) => {
      const key = `${prompt} ${box.join()}`;
      const { imageTokens, hiddenSize } = policy.info;
      if (!crops.has(key)) crops.set(key, new Lcg(crops.size + 40).floats(imageTokens * hiddenSize, 0.8));
      return crops.get(key)!;
    });
    prompts = randomPrompts(policy, ['Where?', 'What?']);
    prefix = await policy.prefill(zero, prompts);
    const texts = [
      `a${ZOOM}b<box>1 2 3 4</box>`,
      'plain words without a look',
      `${ZOOM}<zoom>5 5 9 9</zoom><zoom>1 1 9 9</zoom>end`,
      `<zoom>70 20 60 70</zoom>so${ZOOM}`,
    ].map((text) => policy.tokenizer.encode(text));
    const maxTokens = Math.max(...texts.map(({ length }) => length));
    const forcedTokens = new Int32Array(4 * maxTokens);
    texts.forEach((ids, r) => forcedTokens.set(ids, r * maxTokens));
    forced = { forcedTokens, forcedLengths: Int32Array.from(texts, ({ length }) => length), maxTokens };
  });
  afterAll(async () => {
    prefix.dispose();
    await policy.dispose();
  });

  it('a crop comes back for each region that is there, at most maxTurns times, and none behind the end', async () => {
    const { turns: had, lengths } = await run({ turns });
    const seen = had!.looks.map(({ row, box }) => [row, ...box!]);
    expect(seen.sort()).toEqual([
      [0, 0.1, 0.2, 0.6, 0.7],
      [2, 0.05, 0.05, 0.09, 0.09],
      [2, 0.1, 0.2, 0.6, 0.7],
    ]);
    expect([had!.calls, had!.failures]).toEqual([5, 2]);
    for (const { row, after } of had!.looks) expect(after).toBeLessThan(lengths[row]!);
    expect([...crops.keys()].sort()).toEqual(['0 0.1,0.2,0.6,0.7', '1 0.05,0.05,0.09,0.09', '1 0.1,0.2,0.6,0.7']);
  });

  it('every token has the log-prob of the original decoder on the whole sequence, crops included', async () => {
    const rollouts = await run({ turns });
    for (const row of [0, 2]) await compareWithOriginal(policy, prompts, rollouts, row, settings.temperature);
  });

  it('no crop comes back where the network has no positions for it', async () => {
    const { maxTokens: T, forcedTokens, forcedLengths } = forced;
    const room = policy.info.maxPositions - Math.max(...prefix.lengths) - 1;
    for (const [maxTokens, count] of [
      [room, 0],
      [room - policy.tokenizer.pictureIds.length, 1],
    ] as const) {
      const tokens = new Int32Array(4 * maxTokens);
      for (let r = 0; r < 4; r++) tokens.set(forcedTokens.subarray(r * T, (r + 1) * T), r * maxTokens);
      const had = (await run({ turns, maxTokens, forcedTokens: tokens, forcedLengths })).turns!;
      expect(had.looks.filter(({ row }) => row === 2).length, `${maxTokens} tokens`).toBe(count);
      expect(had.failures).toBe(had.calls - had.looks.length);
    }
  });

  it('rows beside are not disturbed, and without turns nothing comes back', async () => {
    const [looked, plain] = [await run({ turns }), await run({})];
    const T = forced.maxTokens;
    expect(gap(looked.oldLogProbs.subarray(T, 2 * T), plain.oldLogProbs.subarray(T, 2 * T))).toBeLessThan(1e-5);
    expect(gap(looked.oldLogProbs, plain.oldLogProbs)).toBeGreaterThan(1e-2);
    expect(plain.turns).toBeUndefined();
    expect(plain.rows.observations).toBeUndefined();
    expect(looked.texts).toEqual(plain.texts);
    expect(await run({ turns })).toEqual(looked);
  });

  it('sampler, score and backward pass agree; the gradient is that of central differences, fused and chunked', async () => {
    const theta = randomTheta(policy.info.layout, policy.info.thetaLength);
    const own = await policy.prefill(theta, prompts);
    const rollouts = await generate(policy, compute, theta, own, { ...settings, ...forced, turns });
    const scores = await scorePass(policy, theta, own, rollouts, settings.temperature);
    const random = new Lcg(77);
    const inside = (i: number): boolean => i % forced.maxTokens < rollouts.lengths[Math.floor(i / forced.maxTokens)]!;
    const size = 4 * forced.maxTokens;
    const coef = random.floats(size).map((value, i) => (inside(i) ? value + 0.2 : 0));
    const coefEntropy = random.floats(size).map((value, i) => (inside(i) ? value : 0));
    const backward = await policy.gradient(theta, own, rollouts.rows, { coef, coefEntropy }, settings.temperature);
    own.dispose();
    for (const other of [scores, backward]) {
      expect(gap(other.logProbs, rollouts.oldLogProbs)).toBeLessThan(1e-5);
      expect(gap(other.entropies, rollouts.entropies)).toBeLessThan(1e-5);
    }
    const direction = random.floats(theta.length);
    const loss = (at: Float32Array) => lossAt(policy, prompts, rollouts.rows, at, { coef, coefEntropy });
    const h = 2e-3;
    const moved = (sign: number) => theta.map((value, i) => value + sign * h * direction[i]!);
    const slope = ((await loss(moved(1))) - (await loss(moved(-1)))) / (2 * h);
    const along = backward.gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
    expect(Math.abs(along - slope)).toBeLessThan(1e-2 * Math.abs(slope) + 1e-3);

    const chunked = await openPolicy({ decoderFile: FILE, compute, logitsBytes: 5000 });
    const again = await chunked.prefill(theta, prompts);
    const other = await chunked.gradient(theta, again, rollouts.rows, { coef, coefEntropy }, settings.temperature);
    again.dispose();
    await chunked.dispose();
    const norm = (values: Float32Array) => Math.hypot(...values);
    const difference = other.gradient.map((value, i) => value - backward.gradient[i]!);
    expect(norm(difference) / norm(backward.gradient)).toBeLessThan(2e-5);
    expect(gap(other.logProbs, backward.logProbs)).toBeLessThan(1e-5);
  });

  it('an observation that does not fit is refused with a sentence', async () => {
    const { rows } = await run({ turns });
    const first = rows.observations![0]!;
    const broken = (change: object) =>
      policy.score(zero, prefix, { ...rows, observations: [{ ...first, ...change }] }, 1);
    await expect(broken({ row: 4 })).rejects.toThrow(/row 4 of 4/);
    await expect(broken({ after: 0 })).rejects.toThrow(/follows token 0/);
    await expect(broken({ embeds: first.embeds.subarray(1) })).rejects.toThrow(/not a multiple of/);
  });
});

const gap = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

async function lossAt(
  policy: OnnxPolicy,
  prompts: readonly PreparedPrompt[],
  rows: RowBatch,
  theta: Float32Array,
  { coef, coefEntropy }: { readonly coef: Float32Array; readonly coefEntropy: Float32Array },
): Promise<number> {
  const prefix = await policy.prefill(theta, prompts);
  const scores = await policy.score(theta, prefix, rows, 0.9);
  prefix.dispose();
  const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return dot(coef, scores.logProbs) + dot(coefEntropy, scores.entropies);
}

/** Log-probs of one row, token by token, from the decoder file as it is: prompt, completion and crops as one sequence. */
async function compareWithOriginal(
  policy: OnnxPolicy,
  prompts: readonly PreparedPrompt[],
  { tokens, lengths, maxTokens, oldLogProbs, turns }: Rollouts,
  row: number,
  temperature: number,
): Promise<void> {
  const prompt = prompts[Math.floor(row / 2)]!;
  const { hiddenSize: D, imageTokens } = policy.info;
  const looks = turns!.looks.filter((look) => look.row === row);
  const features = looks.map(({ embeds, ids }) => {
    const first = ids.indexOf(policy.tokenizer.imageTokenId);
    return embeds.slice(first * D, (first + imageTokens) * D);
  });
  const whole = { ...prompt, imageFeatures: [...prompt.imageFeatures, ...features] };
  const written: number[] = [];
  for (let t = 0; t < lengths[row]!; t++) {
    for (const { after, ids } of looks) if (after === t) written.push(...ids);
    const token = tokens[row * maxTokens + t]!;
    const logits = (await naiveLogits(FILE, policy, whole, written)).map((value) => value / temperature);
    const top = Math.max(...logits);
    const total = logits.reduce((sum, value) => sum + Math.exp(value - top), 0);
    const expected = logits[token]! - top - Math.log(total);
    expect(Math.abs(oldLogProbs[row * maxTokens + t]! - expected), `token ${t}`).toBeLessThan(5e-4);
    written.push(token);
  }
}
