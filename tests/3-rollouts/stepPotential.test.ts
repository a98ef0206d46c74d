// What: SPAE's potential: its corners and bounds, solving and checking, and the probe on the tiny policy against one score pass per step.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { answerCue, meanCue, potential, potentialGains, solvingOf } from '../../src/3-rollouts/stepPotential.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { openStep, place, vectorsFor } from '../training/tinyStep.ts';

describe('potential', () => {
  it('is 0 while exploring, 1 where right and sure, −1 where wrong and sure, and never beyond', () => {
    expect([[0, 0], [1, 1], [0, 1], [1, 0]].map(([acc, conf]) => potential({ acc: acc!, conf: conf! }))).toEqual([0, 1, -1, 0.5]); // prettier-ignore
    for (let a = 0; a <= 20; a++)
      for (let c = 0; c <= 20; c++) expect(Math.abs(potential({ acc: a / 20, conf: c / 20 }))).toBeLessThanOrEqual(1);
    expect(potentialGains([0.2, 0.5, -0.1])).toEqual([0, 0.5 - 0.2, -0.1 - 0.5]);
  });

  it('paper and code agree for one gold token; for K of them the code stays below 1/K', () => {
    expect(answerCue([-0.3], [0.7], 'code')).toEqual(answerCue([-0.3], [0.7], 'paper'));
    const sure = [answerCue([0, 0, 0], [0, 0, 0], 'paper')!, answerCue([0, 0, 0], [0, 0, 0], 'code')!];
    expect(sure.map(({ acc }) => acc)).toEqual([1, 1 / 3]);
    expect(answerCue([-1, -2], [0.5, 0.1], 'paper')!.acc).toBeCloseTo(Math.exp(-1.5), 12);
    expect(answerCue([-1, -2], [0.5, 0.1], 'code')!.conf).toBeCloseTo(Math.exp(-0.6) / 2, 12);
    expect(answerCue([], [], 'code')).toBeNull();
    expect(meanCue([{ acc: 1, conf: 0.5 }, null])).toEqual({ acc: 0.5, conf: 0.25 });
  });

  it('counts solving and checking up to the first step above 0.9', () => {
    const phi = [0.1, 0.95, 0.2, 0.99];
    expect(solvingOf(phi, [3, 6, 9, 12], 14, true)).toEqual({ solving: 6, checking: 8, rightToWrong: false });
    expect(solvingOf(phi, [3, 6, 9, 12], 14, false)).toEqual({ solving: 0, checking: 0, rightToWrong: true });
    expect(solvingOf([0.9], [3], 14, true)).toEqual({ solving: 0, checking: 0, rightToWrong: false });
  });
});

describe('probe', () => {
  const block = blocksIn('probe').get('stepPotential')!;
  const compute = new ReferenceCompute();
  const config = tinyConfig({ temperature: '0.8' });
  const own = { as: 'steps', unit: 'sentence', cue: '</think><answer>{gold}</answer>', stepPotential_follows: 'code' };
  let policy: OnnxPolicy;
  let step: OpenStep;
  beforeAll(async () => {
    policy = await openPolicy({ compute });
    const drawn = [place('a', { truth: { answer: 'red' } }), place('b', { truth: { answer: 'a blue one' } })];
    step = openStep({ policy, compute }, { config, drawn, vectors: vectorsFor(policy) });
  });
  afterAll(async () => {
    step.free();
    await policy.dispose();
  });

  async function sampled() {
    const { rollouts } = await blocksIn('sampler').get('group')!.sample(step, { as: 'group' });
    const { maxTokens: T, lengths } = rollouts;
    // Rollout r has r mod 3 steps of two tokens, as far as it is long enough; the rest belongs to none.
    const of = Int32Array.from({ length: lengths.length * T }, (_, i) => {
      const [r, t] = [Math.floor(i / T), i % T];
      return t < lengths[r]! && t < 2 * (r % 3) ? Math.floor(t / 2) : -1;
    });
    return sampledStep(step, { rollouts, signals: new Map(), units: { sentence: { of, count: 2 } } });
  }

  it('scores the gold answer behind each step, as a row of its own does', async () => {
    const made = await sampled();
    const found = await block.probe(made, own as never);
    expect([...found.keys()]).toEqual(block.gives(own as never));
    const { rollouts, units } = made;
    const { maxTokens: T, generations: G } = rollouts;
    const prefix = await step.prefix('drawn', 'policy');
    const value = (name: string, r: number, u: number) => found.get(`steps/${name}`)!.values[2 * r + u]!;
    let seen = 0;
    for (const [r, length] of rollouts.lengths.entries()) {
      const p = Math.floor(r / G);
      const potentials: number[] = [];
      for (let u = 0; u < 2; u++) {
        const end = units.sentence!.of.subarray(r * T, r * T + length).lastIndexOf(u) + 1;
        if (end === 0) {
          expect(value('potential', r, u)).toBe(0);
          continue;
        }
        const { encode } = policy.tokenizer;
        const gold = step.drawn[p]!.truth.answer!;
        const [lead, tail] = [encode('</think><answer>'), encode(`</think><answer>${gold}`)];
        const ids = [...rollouts.tokens.subarray(r * T, r * T + end), ...tail];
        // One row per place; only that of this place is looked at.
        const N = ids.length;
        const inputTokens = Int32Array.from({ length: 2 * N }, (_, i) => (i % N === 0 ? prefix.lastTokens[Math.floor(i / N)]! : ids[(i % N) - 1]!)); // prettier-ignore
        const batch = { generations: 1, maxTokens: N, inputTokens, lengths: Int32Array.of(N, N), ids: Int32Array.of(...ids, ...ids), idsPerToken: 1 }; // prettier-ignore
        const { logProbs, entropies } = await policy.score(step.vectors.get('policy')!, prefix, batch, 0.8);
        const from = p * N + end + lead.length;
        const sum = (values: Float32Array) => values.subarray(from, (p + 1) * N).reduce((a, b) => a + b, 0);
        const K = tail.length - lead.length;
        const [acc, conf] = [Math.exp(sum(logProbs)) / K, Math.exp(-sum(entropies)) / K];
        expect(value('accuracy', r, u)).toBeCloseTo(acc, 5);
        expect(value('confidence', r, u)).toBeCloseTo(conf, 5);
        expect(value('potential', r, u)).toBeCloseTo(1.5 * acc * conf + 0.5 * acc - conf, 5);
        potentials.push(value('potential', r, u));
        expect(value('gain', r, u)).toBeCloseTo(u === 0 ? 0 : potentials[u]! - potentials[u - 1]!, 6);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(4);
    const counts = block.count!(made, found, own as never);
    expect(counts['steps/potential/first']).not.toBe(counts['steps/potential/last']);
  });

  it('gives zeros where nobody wrote a step, and names what is missing', async () => {
    const made = await sampled();
    const of = new Int32Array(made.rollouts.tokens.length).fill(-1);
    const none = Object.assign({}, made, { units: { sentence: { of, count: 1 } }, vectors: step.vectors });
    const found = await block.probe(none, own as never);
    for (const { values } of found.values()) expect([...values]).toEqual(Array(8).fill(0));
    await expect(
      block.probe(Object.assign({}, made, { units: {}, vectors: step.vectors }), own as never),
    ).rejects.toThrow(/steps looks at units of the kind 'sentence', which this run does not make/);
    const blank = Object.assign({}, made, { drawn: [place('a', { truth: {} }), place('b')], vectors: step.vectors });
    await expect(block.probe(blank, own as never)).rejects.toThrow(
      /steps scores the gold answer, and prompt a has none/,
    );
    expect(block.problem!({ ...own, cue: 'the answer' } as never, {} as never)).toMatch(
      /steps.cue must hold \{gold\} once/,
    );
  });
});
