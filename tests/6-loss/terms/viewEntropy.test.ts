// What: the term viewEntropy on the tiny policy: of the answers as drawn, and behind a view with and without a gradient.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { block } from '../../../src/6-loss/terms/viewEntropy.ts';
import { ROLLOUTS } from '../../../src/6-loss/termRows.ts';
import { tinyTerms } from './tinyTerms.ts';

let tiny: Awaited<ReturnType<typeof tinyTerms>>;
beforeAll(async () => {
  tiny = await tinyTerms(new Float32Array(8));
}, 60_000);
afterAll(() => tiny.close());

const terms = (view: string, recompute: boolean) =>
  block.terms(tiny.inner, { as: 'guard', view, coef: 0.5, recompute });

describe('viewEntropy', () => {
  it('is the mean of −log p of the sampled tokens, with its gradient', async () => {
    const made = await terms('drawn', false);
    await tiny.checkGradient(made, ({ drawn }) => -0.5 * tiny.meanOf((i) => drawn[i]!), [ROLLOUTS]);
    expect(made[0]!.metrics!['guard/entropy_estimate']).toBeCloseTo(2 * made[0]!.loss, 6);
  });

  it('behind a view has its gradient there where it recomputes', async () => {
    const rows = [`${ROLLOUTS}/masked`];
    await tiny.checkGradient(await terms('masked', true), ({ masked }) => -0.5 * tiny.meanOf((i) => masked[i]!), rows);
  });

  it('behind a view is a constant otherwise', async () => {
    const loss = (_moving: unknown, { masked }: { masked: Float32Array }) => -0.5 * tiny.meanOf((i) => masked[i]!);
    await tiny.checkGradient(await terms('masked', false), loss, [ROLLOUTS]);
  });

  it('needs the pass behind the view, and none for its own', () => {
    expect(block.needs!({ as: 'guard', view: 'masked', coef: 1, recompute: false })).toEqual(['masked/logProb']);
    expect(block.needs!({ as: 'guard', view: 'drawn', coef: 1, recompute: false })).toEqual([]);
  });
});
