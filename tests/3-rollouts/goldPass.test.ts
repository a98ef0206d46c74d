// What: how sure the policy is of the gold answer at the start of each turn. Oracle: the original decoder on the whole sequence
// (prompt, tokens, crops, wrapper, answer), token by token; gains telescope (SYSTEMS 5.8).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Prefix, PreparedPrompt } from '../../src/2-policy/types.ts';
import { generate } from '../../src/3-rollouts/generate.ts';
import { goldGains } from '../../src/3-rollouts/goldGains.ts';
import { goldText } from '../../src/3-rollouts/goldText.ts';
import { block } from '../../src/3-rollouts/probes/goldPass.ts';
import type { Rollouts } from '../../src/3-rollouts/types.ts';
import { turnUnits } from '../../src/3-rollouts/units/turnUnits.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Sampled } from '../../src/blocks/step.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { naiveLogits } from '../2-policy/naiveDecoder.ts';
import { Lcg, openPolicy, randomPrompts } from '../2-policy/tinyPolicy.ts';
import { zooms } from './zoomAction.ts';

const FILE = 'onnx/decoder_model_merged_q4.onnx';
const ZOOM = '<zoom>10 20 60 70</zoom>';
const TEMPERATURE = 0.8;
const own = { ...defaultsOf(block, 'gold'), wrapper: 'so<answer>{gold}</answer>' };

describe('goldGains', () => {
  it('are differences of exp(mean log-prob), one per turn but the last, and telescope', () => {
    const { logProbs, probabilities, gains } = goldGains([
      [-2, -4],
      [-1, -1],
      [-0.5, -2.5],
    ]);
    expect(logProbs).toEqual([-3, -1, -1.5]);
    [Math.exp(-3), Math.exp(-1), Math.exp(-1.5)].forEach((p, k) => expect(probabilities[k]).toBeCloseTo(p, 14));
    expect(gains.length).toBe(2);
    expect(gains[0]).toBeCloseTo(Math.exp(-1) - Math.exp(-3), 14);
    expect(gains.reduce((a, b) => a + b, 0)).toBeCloseTo(Math.exp(-1.5) - Math.exp(-3), 14);
  });
});

describe('goldPass', () => {
  const compute = new ReferenceCompute();
  let policy: OnnxPolicy;
  let prompts: PreparedPrompt[];
  let prefix: Prefix;
  let rollouts: Rollouts;
  let step: Sampled;
  const answers = ['red cat', 'b'];
  beforeAll(async () => {
    policy = await openPolicy({ decoderFile: FILE, compute });
    const { imageTokens, hiddenSize, thetaLength } = policy.info;
    const theta = new Float32Array(thetaLength);
    prompts = randomPrompts(policy, ['Where?', 'What is it?']);
    prefix = await policy.prefill(theta, prompts);
    const texts = [`a${ZOOM}b`, 'no look', `${ZOOM}so<zoom>5 5 9 9</zoom>end`, `${ZOOM}`].map((text) =>
      policy.tokenizer.encode(text),
    );
    const maxTokens = Math.max(...texts.map(({ length }) => length));
    const forcedTokens = new Int32Array(4 * maxTokens);
    texts.forEach((ids, r) => forcedTokens.set(ids, r * maxTokens));
    const forcedLengths = Int32Array.from(texts, ({ length }) => length);
    const random = new Lcg(9);
    const look = () => Promise.resolve(random.floats(imageTokens * hiddenSize, 0.8));
    rollouts = await generate(policy, compute, theta, prefix, {
      ...{ generations: 2, maxTokens, temperature: TEMPERATURE, topK: 0, topP: 1, seed: 5, step: 0 },
      ...{ forcedTokens, forcedLengths, turns: zooms(policy, 3, look) },
    });
    step = {
      ...{ compute, policy, rollouts, step: 0, actions: [], signals: new Map() },
      config: setLeaf(defaultConfig(), 'temperature', String(TEMPERATURE)),
      drawn: answers.map((answer, p) => ({ prompt: { id: `${p}`, pictures: [], split: 'train' }, truth: { answer } })),
      vectors: new Map([['policy', theta]]),
      prefix: () => Promise.resolve(prefix),
      units: { turn: turnUnits(rollouts) },
    } as unknown as Sampled;
  });
  afterAll(async () => {
    prefix.dispose();
    await policy.dispose();
  });
  const probe = async (given = step) => {
    const signals = await block.probe(given, own);
    return { signals, metrics: block.count!(given, signals, own) };
  };

  /** Mean log-prob of the answer behind the tokens and crops of the rollout before a turn. */
  async function meanLogProb(row: number, turn: number): Promise<number> {
    const prompt = prompts[Math.floor(row / 2)]!;
    const answer = answers[Math.floor(row / 2)]!;
    const { hiddenSize: D, imageTokens } = policy.info;
    const looks = rollouts.turns!.looks.filter((look) => look.row === row).slice(0, turn);
    const features = looks.map(({ embeds, ids }) => {
      const first = ids.indexOf(policy.tokenizer.imageTokenId);
      return embeds.slice(first * D, (first + imageTokens) * D);
    });
    const whole = { ...prompt, imageFeatures: [...prompt.imageFeatures, ...features] };
    const written: number[] = [];
    for (let t = 0; t < (looks.at(-1)?.after ?? 0); t++) {
      for (const { after, ids } of looks) if (after === t) written.push(...ids);
      written.push(rollouts.tokens[row * rollouts.maxTokens + t]!);
    }
    if (looks.length > 0) written.push(...looks.at(-1)!.ids);
    written.push(...policy.tokenizer.encode('so<answer>'));
    const gold = policy.tokenizer.encode(answer);
    let sum = 0;
    for (const token of gold) {
      const logits = (await naiveLogits(FILE, policy, whole, written)).map((value) => value / TEMPERATURE);
      const top = Math.max(...logits);
      sum += logits[token]! - top - Math.log(logits.reduce((total, value) => total + Math.exp(value - top), 0));
      written.push(token);
    }
    return sum / gold.length;
  }

  it('scores the answer behind each turn as the original decoder does', async () => {
    const { signals, metrics } = await probe();
    const { count } = step.units.turn!;
    expect(count).toBe(3);
    const turns = [2, 1, 3, 1];
    const [logProb, gain] = [signals.get('gold/logProb')!, signals.get('gold/gain')!];
    expect([logProb.shape, logProb.unit, gain.shape, gain.unit]).toEqual(['unit', 'turn', 'unit', 'turn']);
    const p: number[][] = [];
    for (const [row, own] of turns.entries()) {
      p.push([]);
      for (let k = 0; k < own; k++) {
        const expected = await meanLogProb(row, k);
        p[row]!.push(Math.exp(expected));
        expect(Math.abs(logProb.values[row * count + k]! - expected), `rollout ${row}, turn ${k}`).toBeLessThan(5e-4);
      }
      for (let k = 0; k < count; k++) {
        const expected = k < own - 1 ? p[row]![k + 1]! - p[row]![k]! : 0;
        expect(Math.abs(gain.values[row * count + k]! - expected), `gain ${row} ${k}`).toBeLessThan(1e-4);
      }
    }
    const gains = p.flatMap((row) => row.slice(1).map((next, k) => next - row[k]!));
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(gains.some((value) => Math.abs(value) > 1e-4)).toBe(true);
    expect(metrics['gold/gain/mean']).toBeCloseTo(mean(gains), 4);
    expect(metrics['gold/probability/first']).toBeCloseTo(mean(p.map((row) => row[0]!)), 4);
    expect(metrics['gold/probability/last']).toBeCloseTo(mean(p.map((row) => row.at(-1)!)), 4);
  });

  it('is one score pass, with one row before the first turn of a place', async () => {
    const batches: number[] = [];
    const counting = Object.create(policy, {
      score: {
        value: (...given: Parameters<OnnxPolicy['score']>) => {
          batches.push(given[2].lengths.filter((length) => length > 0).length);
          return policy.score(...given);
        },
      },
    }) as OnnxPolicy;
    await probe({ ...step, policy: counting });
    expect(batches).toEqual([2 + 3]);
  });

  it('rollouts of one turn have no gain', async () => {
    const { turns, ...rest } = rollouts;
    const { observations, ...rows } = rollouts.rows;
    expect([turns, observations]).not.toContain(undefined);
    const plain = { ...rest, rows };
    const { signals, metrics } = await probe({ ...step, rollouts: plain, units: { turn: turnUnits(plain) } });
    expect([...signals.get('gold/gain')!.values]).toEqual([0, 0, 0, 0]);
    expect(metrics['gold/gain/mean']).toBe(0);
    expect(signals.get('gold/logProb')!.values[0]).toBe(signals.get('gold/logProb')!.values[1]);
  });

  it('names what it cannot score', async () => {
    const drawn = step.drawn.map((place) => ({ ...place, truth: {} }));
    await expect(probe({ ...step, drawn })).rejects.toThrow('gold scores the gold answer, and prompt 0 has none');
    const narrow = Object.create(policy, { info: { value: { ...policy.info, maxPositions: 60 } } }) as OnnxPolicy;
    await expect(probe({ ...step, policy: narrow })).rejects.toThrow(/gold puts .* of the 60 .* max_completion_length/);
    await expect(probe({ ...step, units: {} })).rejects.toThrow('this sampler makes none');
    const around = { views: [], vectors: [], rewards: [], leaf: () => undefined, knob: () => undefined };
    expect(block.problem!({ ...own, wrapper: 'no place' }, around)).toContain('gold.wrapper must hold {gold} once');
    expect(block.problem!(own, around)).toBeNull();
  });

  it('knows the tokens of the answer', () => {
    const { tokenizer } = policy;
    for (const gold of ['red cat', 'b', 'a & b']) {
      const { ids, first } = goldText(tokenizer, 'well <answer>{gold}</answer>', gold);
      expect(tokenizer.decode(ids.slice(first))).toBe(gold);
      expect(tokenizer.decode(ids.slice(0, first))).toBe('well <answer>');
    }
    // No token for ü: what is left of the answer, and none of the wrapper.
    const { ids, first } = goldText(tokenizer, 'so<answer>{gold}</answer>', 'für');
    expect(first).toBe(tokenizer.encode('so<answer>').length);
    expect(ids.slice(first)).toEqual(tokenizer.encode('für'));
    const lost = { ...tokenizer, encode: (text: string) => tokenizer.encode(text.replaceAll('ü', '')) };
    expect(() => goldText(lost, 'so<answer>{gold}</answer>', 'ü')).toThrow("no token for the answer 'ü'");
  });

  it('is asked for by its signals', () => {
    const names = { views: [], vectors: [] };
    expect(block.derive!('gold/gain', names)).toEqual(defaultsOf(block, 'gold'));
    expect(block.derive!('gold/other', names)).toBeNull();
    expect(block.gives(own)).toEqual(['gold/logProb', 'gold/gain']);
  });
});
