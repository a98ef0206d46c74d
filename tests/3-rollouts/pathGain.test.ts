// What: P2S: gains, weights and pieces by numbers worked out by hand; the probe on the tiny policy, whose thoughts are dictated, against
// one score pass per text; and which of several thoughts becomes the gold chain.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Policy, Rows } from '../../src/2-policy/types.ts';
import { generate } from '../../src/3-rollouts/generate.ts';
import { goldChains } from '../../src/3-rollouts/goldChains.ts';
import { pathScore, pieceEnds, stepGains, stepWeights } from '../../src/3-rollouts/pathGain.ts';
import { scoreTexts } from '../../src/3-rollouts/scoreTexts.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Sampled } from '../../src/blocks/step.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { textUnitsOf } from '../../src/training/step/textUnitsOf.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { openStep, place, vectorsFor } from '../training/tinyStep.ts';

describe('formulas', () => {
  it('a step is worth its best suffix against the masked one, the last step the answer', () => {
    const prefix = [[[-1, -3], [-4]], [[], [-2]], [[]]]; // prettier-ignore
    const masked = [[[-2, -2], [-5.5]], [[], [-0.5]], [[]]]; // prettier-ignore
    expect(stepGains(prefix, masked, [-1, -2])).toEqual({ steps: [1.5, -1.5, 0, -1.5], best: [1, 1, null] });
    expect(stepGains([[[-1], [-1]]], [[[-2], [-2]]], [0]).best).toEqual([0]);
    expect(stepGains([], [], [-0.25])).toEqual({ steps: [-0.25], best: [] });
  });

  it('weights rise like a sigmoid and add up to 1; without a slope they are equal', () => {
    const own = stepWeights(2, { slope: 10, centre: 0.5 });
    const [half, whole] = [0.5, 1 / (1 + Math.exp(-5))];
    expect(own[0]).toBeCloseTo(half / (half + whole), 12);
    expect(stepWeights(4, { slope: 0, centre: 0.5 })).toEqual([0.25, 0.25, 0.25, 0.25]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 20, noNaN: true }), (m, slope) => {
        const weights = stepWeights(m, { slope, centre: 0.5 });
        expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        weights.forEach((value, i) => i > 0 && expect(value).toBeGreaterThanOrEqual(weights[i - 1]!));
      }),
    );
    expect(pathScore([2, -1, 4], [0.5, 0.25, 0.25])).toBe(1.75);
  });

  it('pieces are as equal as whole tokens can be', () => {
    expect([pieceEnds(9, 3), pieceEnds(7, 3), pieceEnds(2, 3), pieceEnds(0, 3)]).toEqual([[3, 6, 9], [2, 4, 7], [1, 2], []]); // prettier-ignore
  });
});

/** The policy, but that it says the texts when it goes on from a prefix: row r of n says text r mod n. */
function dictated(policy: OnnxPolicy, texts: readonly string[], compute: ReferenceCompute): OnnxPolicy {
  const said = new Map<Rows, number>();
  const ids = texts.map((text) => [...policy.tokenizer.encode(text), policy.tokenizer.stopIds[0]!]);
  const decode: Policy['decode'] = (_theta, rows) => {
    const { vocabSize: V } = policy.info;
    const t = said.get(rows) ?? 0;
    said.set(rows, t + 1);
    const R = rows.prefix.prompts.length * rows.generations;
    const logits = new Float32Array(R * V);
    for (let r = 0; r < R; r++) logits[r * V + (ids[r % ids.length]![t] ?? policy.tokenizer.padId)] = 1000;
    return Promise.resolve(compute.upload(logits));
  };
  return Object.assign(Object.create(policy) as OnnxPolicy, { decode });
}

describe('on the tiny policy', () => {
  const block = blocksIn('probe').get('pathGain')!;
  const compute = new ReferenceCompute();
  const T = 48;
  const config = tinyConfig({ temperature: '0.8', max_completion_length: String(T), num_generations: '4' });
  const GOLDS = ['red', 'a blue one'];
  const WRITTEN = [
    '<think>abc dab cad</think><answer>red</answer>',
    '<think>ab</think><answer>no</answer>',
    'nothing thought',
    '<think>abc dab cad</think><answer>blue</answer>',
  ];
  const { hint, cue } = block.knobs;
  const own = {
    ...defaultsOf(block, 'x'),
    steps: 3,
    chains: 3,
    hint: hint!.default as string,
    cue: cue!.default as string,
  };
  let policy: OnnxPolicy;
  let step: OpenStep;
  let made: Sampled;
  beforeAll(async () => {
    policy = await openPolicy({ compute });
    const drawn = GOLDS.map((answer, k) => place('ab'[k]!, { truth: { answer } }));
    step = openStep({ policy, compute }, { config, drawn, vectors: vectorsFor(policy) });
    const theta = step.vectors.get('policy')!;
    const sampling = { generations: 4, maxTokens: T, temperature: 1, topK: 0, topP: 1, seed: 0, step: 0 };
    const speaker = dictated(policy, WRITTEN, compute);
    const rollouts = await generate(speaker, compute, theta, await step.prefix('drawn', 'policy'), sampling);
    const units = await textUnitsOf(step, rollouts, {}, new Set(['unit/sentence']));
    made = sampledStep(step, { rollouts, signals: new Map(), units });
  });
  afterAll(async () => {
    step.free();
    await policy.dispose();
  });
  const thinking = (texts: readonly string[]) =>
    Object.assign({}, made, { policy: dictated(policy, texts, compute), vectors: step.vectors });
  const encode = (text: string) => [...policy.tokenizer.encode(text)];

  /** Mean log-prob of `asked` behind the prompt of a place and `before`, by a pass of its own. */
  async function behind(p: number, before: readonly number[], asked: readonly number[]) {
    const prefix = await step.prefix('drawn', 'policy');
    const ids = [...before, ...asked];
    const N = ids.length;
    const inputTokens = Int32Array.from({ length: 2 * N }, (_, i) => (i % N === 0 ? prefix.lastTokens[Math.floor(i / N)]! : ids[(i % N) - 1]!)); // prettier-ignore
    const batch = { generations: 1, maxTokens: N, inputTokens, lengths: Int32Array.of(N, N), ids: Int32Array.of(...ids, ...ids), idsPerToken: 1 }; // prettier-ignore
    const { logProbs } = await policy.score(step.vectors.get('policy')!, prefix, batch, 0.8);
    return logProbs.subarray(p * N + before.length, (p + 1) * N).reduce((a, b) => a + b) / asked.length;
  }

  it('the gold chain is the thought that makes the answer most probable without the hint', async () => {
    const thoughts = ['abc', 'dabcad', 'cc ab'];
    const texts = [...thoughts.map((text) => `<think>${text}</think><answer>x</answer>`), '<think></think><answer>x</answer>', '<think>abd</think>']; // prettier-ignore
    const chains = await goldChains(thinking(texts), GOLDS, { ...own, chains: texts.length });
    for (const [p, gold] of GOLDS.entries()) {
      const scores = [];
      for (const thought of thoughts)
        scores.push(await behind(p, encode(`<think>${thought}</think><answer>`), encode(gold)));
      expect([...chains[p]!]).toEqual(encode(thoughts[scores.indexOf(Math.max(...scores))]!));
      expect(new Set(scores).size).toBe(3);
    }
    const none = await goldChains(thinking(['<think>abc</think>', 'abc']), GOLDS, { ...own, chains: 2 });
    expect(none.map(({ length }) => length)).toEqual([0, 0]);
  });

  it.each(['masked', 'question'] as const)('scores every step by texts of its own (baseline: %s)', async (baseline) => {
    const chain = encode('dabcad');
    const found = await block.probe(thinking(['<think>dabcad</think><answer>x</answer>']), { ...own, baseline } as never); // prettier-ignore
    expect([...found.keys()]).toEqual(block.gives(own as never));
    const { padId } = policy.tokenizer;
    const weights = stepWeights(3, { slope: 10, centre: 0.5 });
    const suffixes = [0, 1, 2].map((k) => chain.slice(Math.floor((chain.length * k) / 3)));
    for (const [r, text] of WRITTEN.entries()) {
      if (text !== WRITTEN[0] && text !== WRITTEN[3]) continue;
      for (const p of [0, 1]) {
        const lead = encode('<think>');
        const thought = encode('<think>abc dab cad').slice(lead.length);
        const steps: number[] = [];
        for (const k of [1, 2]) {
          const written = thought.slice(0, Math.floor((thought.length * k) / 3));
          const base = baseline === 'masked' ? written.map(() => padId) : [];
          const gains = [];
          for (const suffix of suffixes)
            gains.push((await behind(p, [...lead, ...written], suffix)) - (await behind(p, [...lead, ...base], suffix))); // prettier-ignore
          steps.push(Math.max(...gains));
        }
        steps.push(await behind(p, [...lead, ...thought, ...encode('</think><answer>')], encode(GOLDS[p]!)));
        const at = 4 * p + r;
        expect(found.get('x/score')!.values[at]).toBeCloseTo(pathScore(steps, weights), 4);
        expect(found.get('x/answer')!.values[at]).toBeCloseTo(steps[2]!, 4);
        const gain = found.get('x/gain')!.values.subarray(at * T, (at + 1) * T);
        const ends = [1, 2, 3].map((k) => lead.length + Math.floor((thought.length * k) / 3));
        for (let t = 0; t < T; t++) {
          const k = t < lead.length ? 3 : ends.findIndex((end) => t < end);
          expect(gain[t]).toBeCloseTo(steps[k < 0 ? 3 : k] ?? 0, 4);
        }
      }
    }
  });

  it('a thought of two tokens has two steps; one that was not written is worth nothing; without a chain the answer counts alone', async () => {
    const found = await block.probe(thinking(['no thought']), own as never);
    const value = (name: string, r: number) => found.get(`x/${name}`)!.values[r]!;
    expect([value('score', 2), value('answer', 2)]).toEqual([0, 0]);
    const answer = await behind(0, encode('<think>ab</think><answer>'), encode('red'));
    const [, last] = stepWeights(2, { slope: 10, centre: 0.5 });
    expect(encode('<think>ab').length - encode('<think>').length).toBe(2);
    expect(value('answer', 1)).toBeCloseTo(answer, 4);
    expect(value('score', 1)).toBeCloseTo(last! * answer, 4);
    const counts = block.count!(made, found, own as never);
    expect(counts['x/gain/mean']).toBe(0);
    const scores = found.get('x/score')!.values;
    expect(counts['x/score/mean']).toBeCloseTo(scores.reduce((a, b) => a + b) / 8, 5);
  });

  it('scores equal texts once, and no more at a time than there are rollouts', async () => {
    const passes: number[] = [];
    const score: Policy['score'] = (theta, prefix, batch, temperature) => {
      passes.push(batch.generations);
      return policy.score(theta, prefix, batch, temperature);
    };
    const counted = Object.assign({}, made, { policy: Object.assign(Object.create(policy) as OnnxPolicy, { score }), vectors: step.vectors }); // prettier-ignore
    const distinct = ['a', 'bc', 'cab', 'd', 'ad', 'dc'].map((text) => ({ place: 1, ids: encode(text), from: 0 }));
    const texts = [...distinct, ...distinct, { place: 0, ids: encode('bc'), from: 1 }];
    const found = await scoreTexts(counted, texts, 'x');
    expect(passes).toEqual([4, 2]);
    const mean = (values: Float32Array) => values.reduce((a, b) => a + b) / values.length;
    for (const [i, { place: p, ids, from }] of texts.entries()) {
      expect(found[i]).toHaveLength(ids.length - from);
      expect(mean(found[i]!)).toBeCloseTo(await behind(p, ids.slice(0, from), ids.slice(from)), 4);
    }
    const long = [{ place: 0, ids: Array<number>(5000).fill(1), from: 0 }];
    await expect(scoreTexts(counted, long, 'x')).rejects.toThrow(/x scores texts that take \d+ of the \d+ positions/);
  });

  it('names what is missing', async () => {
    const blank = Object.assign({}, made, { drawn: [place('a', { truth: {} }), place('b')], vectors: step.vectors });
    await expect(block.probe(blank, own as never)).rejects.toThrow(/x scores the gold answer, and prompt a has none/);
    const bare = Object.assign({}, made, { units: {}, vectors: step.vectors });
    await expect(block.probe(bare, own as never)).rejects.toThrow(/units of the kind 'sentence'/);
    expect(block.problem!({ ...own, cue: 'so' } as never, {} as never)).toMatch(/^x\.cue must hold \{gold\} once/);
    expect(block.problem!({ ...own, hint: 'think' } as never, {} as never)).toMatch(/^x\.hint must hold \{gold\}/);
    expect(block.problem!(own as never, {} as never)).toBeNull();
    const names = { views: [], vectors: [] };
    expect(block.derive!('path/score', names)).toEqual(defaultsOf(block, 'path'));
    expect(block.derive!('path/other', names)).toBeNull();
  });
});
