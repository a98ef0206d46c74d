// What: the term difficultyKl on the tiny policy: its value and dL/dθ by central differences, the KL of each difficulty, and whose KL is
// relaxed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Own } from '../../../src/blocks/block.ts';
import { block } from '../../../src/6-loss/terms/difficultyKl.ts';
import { ROLLOUTS } from '../../../src/6-loss/termRows.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import { tinyTerms } from './tinyTerms.ts';

const LEVELS = [0, 0, 0, 0, 2, 2, 2, 2];
const RIGHT = [1, 0, 0, 1, 0, 0, 1, 0];
const COST = [1, 1, 0.2, 0, 1, 0, 0, 9];
let tiny: Awaited<ReturnType<typeof tinyTerms>>;
beforeAll(async () => {
  tiny = await tinyTerms(Float32Array.from(RIGHT));
}, 60_000);
afterAll(() => tiny.close());

const own = (set: Partial<Own<typeof block.knobs>> = {}): Own<typeof block.knobs> => ({
  ...defaultsOf(block, 'kl'),
  ...{ coef: 1, beta_easy: 0.5, beta_medium: 7, beta_hard: 2, right: 'reward/right' },
  ...set,
});

/** The tiny step with its difficulties; the reference is what the policy says behind the damaged picture. */
function inner() {
  const rollout = (values: readonly number[]): Signal => ({ shape: 'rollout', values: Float32Array.from(values) });
  const { signals } = tiny.inner;
  const reference: Signal = { shape: 'token', values: signals.get('masked/logProb')!.values };
  const more = new Map([['reward/difficulty', rollout(LEVELS)], ['triggers/cost', rollout(COST)], ['ref/logProb', reference]]); // prettier-ignore
  return { ...tiny.inner, signals: new Map([...signals, ...more]) } as typeof tiny.inner;
}
const k3 = (x: number) => Math.expm1(x) - x;
const rolloutOf = (i: number) => Math.floor(i / tiny.inner.rollouts.maxTokens);
/** Mean over the tokens with a strength for each rollout. */
const meanKl = (strength: readonly number[]) => (moving: { drawn: Float32Array }, still: { masked: Float32Array }) =>
  tiny.meanOf((i) => strength[rolloutOf(i)]! * k3(still.masked[i]! - moving.drawn[i]!));
const BETAS = LEVELS.map((level) => (level === 0 ? 0.5 : 2));

describe('difficultyKl', () => {
  it('is the KL with the strength of each difficulty, and pulls the policy to the reference', async () => {
    await tiny.checkGradient(await block.terms(inner(), own()), meanKl(BETAS), [ROLLOUTS]);
    const [half] = await block.terms(inner(), own({ coef: 0.5 }));
    const [whole] = await block.terms(inner(), own());
    expect(half!.loss).toBeCloseTo(whole!.loss / 2, 6);
    expect(whole!.loss).toBeGreaterThan(0);
  });

  it('relaxes wrong answers to easy questions that were thought about for long, and no others', async () => {
    const relaxed = BETAS.map((beta, r) => (r === 1 ? 0.67 * beta : beta));
    await tiny.checkGradient(await block.terms(inner(), own({ relax: 0.67 })), meanKl(relaxed), [ROLLOUTS]);
  });

  it('says how far the answers of each difficulty are, whatever its strength', async () => {
    const [made] = await block.terms(inner(), own({ relax: 0.5 }));
    const metrics = made!.metrics!;
    const { rollouts, signals, mask, now } = tiny.inner;
    const { maxTokens: T } = rollouts;
    const masked = signals.get('masked/logProb')!.values;
    const perAnswer = LEVELS.map((_, r) => {
      const places = Array.from({ length: T }, (_t, t) => r * T + t).filter((i) => mask[i] === 1);
      return places.reduce((sum, i) => sum + k3(masked[i]! - now.logProbs[i]!), 0) / places.length;
    });
    const mean = (from: number) => perAnswer.slice(from, from + 4).reduce((a, b) => a + b) / 4;
    expect(Object.keys(metrics)).toEqual(['kl/kl/easy', 'kl/kl/hard']);
    expect(metrics['kl/kl/easy']).toBeCloseTo(mean(0), 5);
    expect(metrics['kl/kl/hard']).toBeCloseTo(mean(4), 5);
  });

  it('needs what it reads, and takes the place of beta', async () => {
    expect(block.needs!(own())).toEqual(['ref/logProb', 'reward/difficulty']);
    expect(block.needs!(own({ relax: 0.9 }))).toContain('triggers/cost');
    const leaves = [['reward_funcs', 'answerFolded,difficulty'], ['loss_terms', 'difficultyKl']] as const; // prettier-ignore
    const config = setLeaves(defaultConfig(), leaves);
    expect(() => validateConfig(setLeaves(config, [['beta', '0.1']]))).toThrow(/set beta = 0/);
    expect(() => validateConfig(setLeaves(config, [['beta', '0']]))).not.toThrow();
    await expect(block.terms(inner(), own({ difficulty: 'ref/logProb' }))).rejects.toThrow(/needs one per rollout/);
  });
});
