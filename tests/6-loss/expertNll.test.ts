// What: the term on known texts: its kernel against its reference and against sums by hand; its trigger; and on the tiny policy its rows,
// its value and its gradient against central differences of that value.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Drawn, Inner, Term } from '../../src/blocks/step.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { textTokens } from '../../src/6-loss/expertRows.ts';
import { block, triggered, weightedNll } from '../../src/6-loss/terms/expertNll.ts';
import { termGradients } from '../../src/7-gradient/termGradients.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { NodeSession, pictureOf, prompt, tinyConfig } from '../training/nodeSession.ts';
import { preparedPrompt } from '../training/stepOracle.ts';

describe('the kernel', () => {
  it('equals its reference at every size, ragged and empty', async () => {
    const random = randomInputs();
    for (const [texts, maxTokens] of [
      [1, 1],
      [1, 9],
      [64, 3],
      [65, 7],
      [300, 2],
    ] as const) {
      const lengths = Int32Array.from({ length: texts }, () => random.below(maxTokens + 1));
      await checkKernel({
        kernel: '6-loss/expertNll',
        params: { texts, maxTokens },
        inputs: { logProbs: random.floats(texts * maxTokens), lengths, weights: random.floats(texts) },
        outputs: { coef: texts * maxTokens, nll: texts },
        dispatch: { invocations: texts },
      });
    }
  });

  const logProbs = Float32Array.of(-1, -2, -3, -0.5, 9, 9, 9, 9, 9);
  const lengths = Int32Array.of(3, 1, 0);
  const compute = new ReferenceCompute();
  it('mean over the texts of the mean over their tokens; texts that are off count as 0', async () => {
    const both = await weightedNll(compute, { logProbs, lengths, on: [true, true, true], coef: 2, shared: null });
    expect(both.loss).toBeCloseTo((2 * (2 + 0.5)) / 2, 6);
    expect([...both.nll]).toEqual([6, 0.5, 0]);
    expect([...both.coefficients].map((x) => x || 0)).toEqual([
      ...[-1, -1, -1].map((x) => Math.fround(x / 3)),
      -1,
      0,
      0,
      0,
      0,
      0,
    ]);
    const first = await weightedNll(compute, { logProbs, lengths, on: [true, false, true], coef: 2, shared: null });
    expect(first.loss).toBeCloseTo(2, 6);
    expect(first.coefficients.slice(3).every((x) => Math.abs(x) === 0)).toBe(true);
  });
  it('one divisor with the policy loss: every token counts the same', async () => {
    const { loss, coefficients } = await weightedNll(compute, {
      logProbs,
      lengths,
      on: [true, true, true],
      coef: 1,
      shared: 10,
    });
    expect(loss).toBeCloseTo(0.65, 6);
    for (const i of [0, 1, 2, 3]) expect(coefficients[i]).toBeCloseTo(-0.1, 6);
  });
});

it('the trigger is on below the threshold and off exactly at it, group by group', () => {
  const right = [1, 0.99, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1];
  expect([1, 2, 3, 5].map((threshold) => triggered(right, 4, threshold))).toEqual([
    [false, false, false],
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

describe('the check of a configuration', () => {
  const config = (more: readonly (readonly [string, string])[]) =>
    validateConfig(setLeaves(defaultConfig(), [['loss_terms', 'expertNll'], ...more]));
  it('a shared divisor needs a loss over all tokens; a trigger needs its reward', () => {
    expect(() => config([['expertNll.divisor', 'active']])).toThrow(
      /shares the divisor.*grpo has not: set loss_type = dapo/,
    );
    config([
      ['expertNll.divisor', 'active'],
      ['loss_type', 'dapo'],
    ]);
    expect(() =>
      config([
        ['expertNll.threshold', '1'],
        ['expertNll.column', 'answerExact'],
      ]),
    ).toThrow(/reward\/answerExact/);
    config([['expertNll.threshold', '1']]);
    expect(() => config([['expertNll.tag', 'replay']])).toThrow(/no data rule gives.*add replay to data_rules/);
    config([
      ['expertNll.tag', 'replay'],
      ['data_rules', 'replay'],
    ]);
  });
});

describe('on the tiny policy', () => {
  const TEXTS = ['blue dog', '', 'a red square there'];
  let session: NodeSession;
  let theta: Float32Array;
  const places = TEXTS.map((expertText, p): Drawn => {
    const { id, question: text } = prompt('abc'[p]!);
    const tags: Record<string, number> = p === 2 ? { replay: 1 } : {};
    return { prompt: { id, pictures: [], split: 'train' }, text, view: 'clean', truth: { expertText }, tags };
  });
  beforeAll(async () => {
    session = await NodeSession.ready(tinyConfig());
    const { thetaLength } = session.engine.policy.info;
    theta = Float32Array.from({ length: thetaLength }, (_, i) => 0.2 * Math.sin(1.3 * i + 1));
  }, 60_000);
  afterAll(() => session.close());

  const right = Float32Array.of(1, 0, 0, 0, 0, 0); // groups of two
  type Change = Partial<ReturnType<typeof own>>;
  const own = (change: object = {}) => ({ ...defaultsOf(block, 'experts'), ...change });
  async function stepAt(at: Float32Array): Promise<Inner> {
    const { policy, compute } = session.engine;
    const prompts = [];
    for (const { prompt: of, text } of places)
      prompts.push(await preparedPrompt(session.engine, await pictureOf(prompt(of.id)), text));
    const prefix = await policy.prefill(at, prompts);
    const config = tinyConfig({ temperature: '0.7' });
    const signals = new Map([['reward/answerFolded', { shape: 'rollout', values: right }]]);
    const rollouts = { generations: 2 };
    const made = { policy, compute, config, signals, rollouts, drawn: places, vectors: new Map([['policy', at]]) };
    return { ...made, prefix: () => Promise.resolve(prefix), normaliser: () => 40 } as unknown as Inner;
  }
  async function termAt(at: Float32Array, change: Change = {}): Promise<Term | undefined> {
    const [term] = await block.terms(await stepAt(at), own(change));
    return term;
  }
  const gradientOf = async (term: Term) =>
    (await termGradients(session.engine.policy, new Map([['policy', theta]]), [term], 0.7)).gradients.get('policy')!;

  it.each<[string, Change]>([
    ['mean over texts', { coef: 1.5 }],
    ['shared divisor', { divisor: 'all' }],
    ['a group that needs no help', { threshold: 1 }],
  ])(
    '%s: the gradient is that of the value, by central differences',
    async (_what, change) => {
      const term = (await termAt(theta, change))!;
      const gradient = await gradientOf(term);
      const random = randomInputs();
      for (let k = 0; k < 3; k++) {
        const direction = random.floats(theta.length);
        const slope = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
        const at = async (by: number) =>
          (await termAt(
            theta.map((value, i) => value + by * direction[i]!),
            change,
          ))!.loss;
        const central = async (by: number) => ((await at(by)) - (await at(-by))) / (2 * by);
        const expected = (4 * (await central(1e-3)) - (await central(2e-3))) / 3; // Richardson: without the cubic term
        expect(Math.abs(slope - expected)).toBeLessThan(5e-3 * (1 + Math.abs(expected)));
        expect(Math.abs(expected)).toBeGreaterThan(0.01);
      }
    },
    60_000,
  );

  it('teaches each text and the stop token behind it, token after token', async () => {
    const { policy } = session.engine;
    const { batch } = (await termAt(theta))!.rows;
    const [first, none, third] = textTokens(policy, ['blue dog', null, 'a red square there']);
    expect(policy.tokenizer.decode(first!.subarray(0, -1))).toBe('blue dog');
    expect(first!.at(-1)).toBe(policy.tokenizer.stopIds[0]);
    expect([...batch.lengths]).toEqual([first!.length, 0, third!.length]);
    const T = batch.maxTokens;
    expect(T).toBe(third!.length);
    expect([...batch.ids.subarray(2 * T)]).toEqual([...third!]);
    expect([...batch.inputTokens.subarray(2 * T + 1)]).toEqual([...third!.subarray(0, -1)]);
    expect(none).toHaveLength(0);
  });

  it('counts texts, tokens of the shared divisor, and tagged places alone', async () => {
    const step = await stepAt(theta);
    const length = (p: number) => textTokens(step.policy, [TEXTS[p]!])[0]!.length;
    const shared = (change: Change) => block.sharedTokens!(step, own(change));
    expect(shared({})).toBe(0);
    expect(shared({ divisor: 'all', threshold: 1 })).toBe(length(0) + length(2));
    expect(shared({ divisor: 'active', threshold: 1 })).toBe(length(2));
    const all = (await termAt(theta))!.metrics!;
    const tagged = (await termAt(theta, { tag: 'replay' }))!.metrics!;
    expect([all['experts/texts'], tagged['experts/texts']]).toEqual([2, 1]);
    const one = (await termAt(theta, { threshold: 1 }))!;
    expect(one.metrics!['experts/nll']).toBeCloseTo(tagged['experts/nll']!, 6);
    expect(one.loss).toBeCloseTo(tagged['experts/nll']! / 2, 5); // two texts in the step, one is off
    expect(await termAt(theta, { tag: 'nobody' })).toBeUndefined();
  });

  it('refuses a text that the model has no room for', async () => {
    const step = await stepAt(theta);
    const { policy } = step;
    const small = {
      ...policy,
      tokenizer: policy.tokenizer,
      score: policy.score,
      info: { ...policy.info, maxPositions: 8 },
    };
    await expect(block.terms({ ...step, policy: small } as Inner, own())).rejects.toThrow(
      /has room for .* shorten expertText/,
    );
  });
});
