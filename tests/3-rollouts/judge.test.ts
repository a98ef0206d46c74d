// What: probe "judge" on the tiny policy. Oracle: the verdicts behind a prompt of their own, scored one rollout and one word at a
// time with the judge's question written out here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { judgeQuestion } from '../../src/3-rollouts/probes/judge.ts';
import { tagText } from '../../src/3-rollouts/tagText.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Sampled } from '../../src/blocks/step.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { countingPolicy, openStep, place, vectorsFor } from '../training/tinyStep.ts';

const block = blocksIn('probe').get('judge')!;
const compute = new ReferenceCompute();
const config = tinyConfig({ temperature: '0.8' });
const drawn = [place('a', { text: 'what is red?' }), place('b')];
const own = {
  ...defaultsOf(block, 'j'),
  question: 'so? {question} {think}',
  yes: 'yes',
  no: 'n',
  lead: '<a>',
  vector: 'policy',
};
const TEXTS = ['<think>a b</think>', 'nothing', '<think> c</think><think>d</think>', '<think></think>'];

let policy: OnnxPolicy;
let counted: ReturnType<typeof countingPolicy>;
let step: OpenStep;
let given: Sampled;
beforeAll(async () => {
  policy = await openPolicy({ compute });
  counted = countingPolicy(policy);
  step = openStep({ policy: counted.policy, compute }, { config, drawn, vectors: vectorsFor(policy) });
  const { rollouts } = await blocksIn('sampler').get('group')!.sample(step, { as: 'group' });
  const texts = rollouts.texts.map((_, r) => TEXTS[r % 4]!);
  given = sampledStep(step, { rollouts: { ...rollouts, texts }, signals: new Map(), units: {} });
});
afterAll(async () => {
  step.free();
  await policy.dispose();
});

/** log P(word) behind the question of a place, alone in its batch. */
async function logProbOf(question: string, p: number, word: string): Promise<number> {
  const { prompts } = await step.prefix('drawn', 'policy');
  const { imageFeatures } = prompts[p]!;
  const { tokenizer } = policy;
  const theta = step.vectors.get('policy')!;
  const prompt = { ids: tokenizer.encodePrompt(question, imageFeatures.length), imageFeatures };
  const prefix = await policy.prefill(theta, [prompt]);
  const [lead, ids] = [tokenizer.encode(own.lead as string), tokenizer.encode(`${own.lead as string}${word}`)];
  const inputTokens = Int32Array.of(prefix.lastTokens[0]!, ...ids.slice(0, -1));
  const batch = { generations: 1, maxTokens: ids.length, inputTokens, ids, idsPerToken: 1 };
  const { logProbs } = await policy.score(theta, prefix, { ...batch, lengths: Int32Array.of(ids.length) }, 1);
  prefix.dispose();
  return logProbs.slice(lead.length).reduce((sum, value) => sum + value, 0);
}

describe('judge', () => {
  it('is the share of yes among yes and no, behind its own question', async () => {
    const found = await block.probe(given, { ...own, levels: 0, margin: 0.01 } as never);
    expect([...found.keys()]).toEqual(['j/score', 'j/verdict']);
    const scores = found.get('j/score')!.values;
    const expected: number[] = [];
    for (const [r, written] of given.rollouts.texts.entries()) {
      const p = Math.floor(r / given.rollouts.generations);
      const think = { [TEXTS[0]!]: 'a b', [TEXTS[2]!]: 'c' }[written];
      if (think === undefined) {
        expected.push(0);
        continue;
      }
      const question = `so? ${drawn[p]!.text} ${think}`;
      const [yes, no] = [await logProbOf(question, p, 'yes'), await logProbOf(question, p, 'n')];
      expected.push(Math.exp(yes) / (Math.exp(yes) + Math.exp(no)));
    }
    expected.forEach((score, r) => expect(scores[r]).toBeCloseTo(score, 5));
    expect(new Set(expected).size).toBeGreaterThan(2);
    expect([...found.get('j/verdict')!.values]).toEqual(
      expected.map((p) => (p === 0 ? 0 : p >= 0.51 ? 1 : p <= 0.49 ? -1 : 0)),
    );
  });

  it('rounds its score, counts what it gave, and frees its prefixes', async () => {
    const open = counted.open.size;
    const found = await block.probe(given, { ...own, levels: 4 } as never);
    expect(counted.open.size).toBe(open);
    const scores = [...found.get('j/score')!.values];
    for (const score of scores) expect((4 * score) % 1).toBe(0);
    const metrics = block.count!(given, found, own as never);
    expect(metrics['j/score/mean']).toBeCloseTo(scores.reduce((a, b) => a + b) / scores.length, 6);
  });

  it('quotes what a rollout wrote, and asks nothing where a part is missing', () => {
    const ask = (text: string) => judgeQuestion('{question}: {think} so {answer}', 'why?', text);
    expect(ask('<think>é</think> <answer>$& 1</answer>')).toBe('why?: é so $& 1');
    expect(ask('<answer>1</answer>')).toBeNull();
    expect(ask('<think> </think><answer>1</answer>')).toBeNull();
    expect(tagText('<b></b>', 'b')).toBe('');
    expect(tagText('</b><b>x', 'b')).toBeNull();
  });

  it('runs by itself under its name, and refuses one verdict for two', () => {
    const names = { views: [], vectors: [] };
    expect(block.derive!('judge/score', names)).toEqual(defaultsOf(block, 'judge'));
    expect(block.derive!('judge/logProb', names)).toBeNull();
    expect(block.problem!({ ...own, no: 'yes' } as never, {} as never)).toMatch(/j\.yes and j\.no/);
    expect(block.problem!(own as never, {} as never)).toBeNull();
  });
});
