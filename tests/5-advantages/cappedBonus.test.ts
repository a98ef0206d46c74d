// What: the capped bonus and the runner of shapers against VOGUE's golden cases and by hand.
import { describe, expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Shaper } from '../../src/blocks/seams.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { applyShapers } from '../../src/5-advantages/applyShapers.ts';
import type { ShaperUse } from '../../src/5-advantages/applyShapers.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { casesOf, goldenCases } from './goldenGrid.ts';

type Rows = readonly (readonly number[])[];

/** What these shapers read of a step. */
const stepWith = (compute: Compute, lengths: number[], maxTokens: number, signals: ReadonlyMap<string, Signal>) =>
  ({ compute, rollouts: { lengths: Int32Array.from(lengths), maxTokens }, signals }) as unknown as Scored;

const token = (rows: Rows): Signal => ({ shape: 'token', values: Float32Array.from(rows.flat()) });
const bonus = (own: Readonly<Record<string, string | number>>): ShaperUse => ({
  block: blocksIn('advantage').get('cappedBonus')!,
  own: { as: 'cappedBonus', signal: 'u', alpha: 0.4, beta: 2, cap: 'unshaped', ...own } as Own,
});

function near(actual: Float32Array, expected: Rows) {
  expected.flat().forEach((value, i) => {
    expect(Math.abs(actual[i]! - value), `token ${i}: ${actual[i]} for ${value}`).toBeLessThan(
      2e-5 * (1 + Math.abs(value)),
    );
  });
}

const softmax = (logits: readonly number[]) => {
  const exps = logits.map((x) => Math.exp(x - Math.max(...logits)));
  const total = exps.reduce((a, b) => a + b, 0);
  return exps.map((x) => x / total);
};
const entropyOf = (logits: readonly number[]) => softmax(logits).reduce((sum, p) => sum - p * Math.log(p), 0);
const divergence = (a: readonly number[], b: readonly number[]) => {
  const [p, q] = [softmax(a), softmax(b)];
  return p.reduce((sum, x, v) => sum + 0.5 * (x - q[v]!) * Math.log(x / q[v]!), 0);
};

describe('cappedBonus', () => {
  it('gives VOGUE as the paper has it: both bonuses are capped by the advantage as normalised', async () => {
    const cases = goldenCases('vogue').filter(({ input, output }) => input.follows === 'paper' && output.A_hat_noisy);
    expect(cases.length).toBeGreaterThan(3);
    for (const { input, output } of cases) {
      const own = { ...{ alpha_o: 0.4, beta_o: 2, alpha_p: 1, beta_p: 2 }, ...input.config_changed, ...input };
      const logits = (name: string) => input[name] as number[][][];
      const mask = input.mask_noisy as Rows;
      const masked = (of: (i: number, t: number) => number) => mask.map((row, i) => row.map((m, t) => m * of(i, t)));
      const noisy = logits('logits_noisy_rollout_noisy_image');
      const clean = logits('logits_noisy_rollout_clean_image');
      const signals = new Map([
        ['out', token(masked((i, t) => entropyOf(noisy[i]![t]!)))],
        ['per', token(masked((i, t) => divergence(clean[i]![t]!, noisy[i]![t]!)))],
      ]);
      const A = masked((i) => output.A_noisy[i]);
      const lengths = mask.map((row) => row.length);
      const { advantages } = await applyShapers(
        stepWith(await testCompute(), lengths, mask[0]!.length, signals),
        Float32Array.from(A.flat()),
        [
          bonus({ as: 'out', signal: 'out', alpha: own.alpha_o, beta: own.beta_o }),
          bonus({ as: 'per', signal: 'per', alpha: own.alpha_p, beta: own.beta_p }),
        ],
      );
      near(advantages, output.A_hat_noisy);
    }
  });

  it('gives VOGUE as released: signed, the second bonus capped by the advantage after the first', async () => {
    for (const { input, output } of casesOf('vogue', /^released code/)) {
      const rows = output.advantage_base as Rows;
      const penalty = (output.kl_penalty as Rows).map((row, i) => row.map((u) => (input.use_augmented[i] ? u : 0)));
      const entropy = rows.map((row, i) =>
        row.map((_, t) => {
          const p = (input.use_augmented[i] ? input.aug_log_probs : input.raw_log_probs)[i][t] as number;
          return -Math.exp(p) * p * input.mask[i][t];
        }),
      );
      const signals = new Map([
        ['kl', token(penalty)],
        ['entropy', token(entropy)],
      ]);
      const lengths = rows.map((row) => row.length);
      const { advantages, metrics } = await applyShapers(
        stepWith(await testCompute(), lengths, rows[0]!.length, signals),
        Float32Array.from(rows.flat()),
        [
          bonus({ as: 'kl', signal: 'kl', alpha: 1, cap: 'present' }),
          bonus({ as: 'entropy', signal: 'entropy', cap: 'present' }),
        ],
      );
      near(advantages, output.advantages);
      expect(Object.keys(metrics)).toEqual(['kl/bonus', 'entropy/bonus']);
    }
  });

  it('knows signals per rollout, adds nothing with alpha 0, and refuses other shapes', async () => {
    const A = Float32Array.of(1, 1, 0, -2, 0, 0);
    const perRollout: Signal = { shape: 'rollout', values: Float32Array.of(1, 9) };
    const step = stepWith(new ReferenceCompute(), [2, 1], 3, new Map([['u', perRollout]]));
    const { advantages, metrics } = await applyShapers(step, A, [bonus({})]);
    near(advantages, [[1.4, 1.4, 0, -1, 0, 0]]);
    expect(metrics['cappedBonus/bonus']).toBeCloseTo(1.8 / 3, 5);
    expect((await applyShapers(step, A, [bonus({ alpha: 0 })])).advantages).toEqual(A);
    expect((await applyShapers(step, A, [])).advantages).toBe(A);
    const perPrompt: Signal = { shape: 'prompt', values: Float32Array.of(1) };
    const wrong = stepWith(new ReferenceCompute(), [2, 1], 3, new Map([['u', perPrompt]]));
    await expect(applyShapers(wrong, A, [bonus({})])).rejects.toThrow(
      /cappedBonus reads u, which has one value per prompt/,
    );
  });
});

describe('applyShapers', () => {
  const A = Float32Array.of(1, 2);
  const use = (as: string, shape: Shaper['shape']): ShaperUse => ({
    block: { ...blocksIn('advantage').get('cappedBonus')!, shape } as Shaper,
    own: { as } as Own,
  });
  const step = {} as Scored;

  it('runs them in order, each with the advantages before the first', async () => {
    const double = use('double', (_step, values) => values.map((value) => 2 * value));
    const add = use('add', (_step, values, _own, unshaped) => ({
      advantages: values.map((value, i) => value + unshaped[i]!),
      metrics: { 'add/mean': 1.5 },
    }));
    expect(await applyShapers(step, A, [double, add])).toEqual({
      advantages: Float32Array.of(3, 6),
      metrics: { 'add/mean': 1.5 },
    });
    expect((await applyShapers(step, A, [add, double])).advantages).toEqual(Float32Array.of(4, 8));
    expect(A).toEqual(Float32Array.of(1, 2));
    await expect(applyShapers(step, A, [add, add])).rejects.toThrow(/Two shapers give the metric add\/mean/);
  });

  it('refuses another length and what is not a number', async () => {
    const short = use('short', () => new Float32Array(1));
    await expect(applyShapers(step, A, [short])).rejects.toThrow(/Shaper short gave 1 advantages for 2 tokens/);
    const broken = use('broken', (_step, values) => values.map(() => NaN));
    await expect(applyShapers(step, A, [broken])).rejects.toThrow(
      /Shaper broken gave an advantage that is not a number/,
    );
  });
});
