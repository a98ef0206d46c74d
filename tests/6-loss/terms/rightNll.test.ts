// What: the term rightNll on the tiny policy: the likelihood of right answers alone, and nothing where none is right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { block } from '../../../src/6-loss/terms/rightNll.ts';
import { ROLLOUTS } from '../../../src/6-loss/termRows.ts';
import { tinyTerms } from './tinyTerms.ts';

/** 0.1 itself is not above the threshold. */
const rewards = Float32Array.of(1, 0, 0, 1, 0.1, 0.05, 0.9, 0);
const RIGHT = Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0);
let tiny: Awaited<ReturnType<typeof tinyTerms>>;
beforeAll(async () => {
  tiny = await tinyTerms(rewards);
}, 60_000);
afterAll(() => tiny.close());

const terms = (threshold: number) => block.terms(tiny.inner, { as: 'sft', reward: 'right', threshold, coef: 0.5 });

describe('rightNll', () => {
  it('is the mean over the tokens of right answers, with its gradient', async () => {
    const made = await terms(0.1);
    await tiny.checkGradient(made, ({ drawn }) => -0.5 * tiny.meanOf((i) => drawn[i]!, RIGHT), [ROLLOUTS]);
    expect(made[0]!.metrics!['sft/nll']).toBeCloseTo(2 * made[0]!.loss, 6);
  });

  it('is 0 where no answer is right', async () => {
    const [made] = await terms(2);
    expect(made!.loss).toBe(0);
    expect(made!.coef.every((value) => value === 0)).toBe(true);
  });
});
