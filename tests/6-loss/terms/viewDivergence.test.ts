// What: the term viewDivergence on the tiny policy: its value, which rows have which gradient, and dL/dθ by central differences.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Own } from '../../../src/blocks/block.ts';
import { block } from '../../../src/6-loss/terms/viewDivergence.ts';
import { ROLLOUTS } from '../../../src/6-loss/termRows.ts';
import { setLeaf } from '../../../src/config/setLeaf.ts';
import { validateConfig } from '../../../src/config/validateConfig.ts';
import { MASKED, tinyTerms } from './tinyTerms.ts';
import type { Passes } from './tinyTerms.ts';

const weights = Float32Array.of(1, 0, 0, 1, 0, 0.5, 1, 0);
let tiny: Awaited<ReturnType<typeof tinyTerms>>;
beforeAll(async () => {
  tiny = await tinyTerms(weights);
}, 60_000);
afterAll(() => tiny.close());

const k3 = (x: number) => Math.expm1(x) - x;
const own = (set: Partial<Own<typeof block.knobs>> = {}): Own<typeof block.knobs> => ({
  ...{ as: 'perception', view: 'masked', coef: 1, top_share: 1, clip: null, weighting: '', recompute: false },
  ...set,
});
const loss = (clean: Passes, behind: Passes) => -tiny.meanOf((i) => k3(behind.masked[i]! - clean.drawn[i]!));

describe('viewDivergence', () => {
  it('has a gradient through the answers as drawn; the view is a constant', async () => {
    await tiny.checkGradient(await block.terms(tiny.inner, own()), loss, [ROLLOUTS]);
  });

  it('has one through both passes where it recomputes', async () => {
    const rows = [ROLLOUTS, `${ROLLOUTS}/masked`];
    await tiny.checkGradient(
      await block.terms(tiny.inner, own({ recompute: true })),
      (moving) => loss(moving, moving),
      rows,
    );
  });

  it('scores the view again in later updates only where it recomputes', async () => {
    const later = {
      ...tiny.inner,
      update: 1,
      vectors: new Map([['policy', new Float32Array(tiny.inner.policy.info.thetaLength)]]),
    };
    const at = async (recompute: boolean, step = later) => (await block.terms(step, own({ recompute })))[0]!.loss;
    expect(await at(false)).toBe(await at(false, tiny.inner as never));
    expect(Math.abs((await at(true)) - (await at(false)))).toBeGreaterThan(1e-3);
  });

  it('can weigh rollouts by a signal', async () => {
    const [weighted] = await block.terms(tiny.inner, own({ weighting: 'reward/right' }));
    const [plain] = await block.terms(tiny.inner, own());
    const { maxTokens } = tiny.inner.rollouts;
    plain!.coef.forEach((coef, i) =>
      expect(weighted!.coef[i]).toBeCloseTo(weights[Math.floor(i / maxTokens)]! * coef, 6),
    );
    await expect(block.terms(tiny.inner, own({ weighting: 'masked/logProb' }))).rejects.toThrow(
      /masked\/logProb has one number per token/,
    );
  });

  it.each([
    [{ view: 'drawn' }, /perception.view is 'drawn'/],
    [{ clip: 0 }, /perception.clip is 0/],
    [{ view: 'hidden' }, /no such view/],
  ])('is refused with %o', (set, sentence) => {
    const use = JSON.stringify([{ block: 'viewDivergence', as: 'perception', ...set }]);
    expect(() => validateConfig(setLeaf(MASKED, 'loss_terms', use))).toThrow(sentence);
  });
});
