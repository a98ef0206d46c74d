// What: rewards of places: gains by hand, and advantages of places against a plain reckoning.
import { describe, expect, it } from 'vitest';
import { block } from '../../src/4-rewards/compose/rankedItems.ts';
import { rankDiscounts, rankRewards } from '../../src/4-rewards/rankRewards.ts';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const defaults = defaultsOf(block, 'ranked');
type Rows = readonly (readonly number[])[];

describe('what places earn', () => {
  it('is the hit, or what the list still gains from there on', () => {
    expect(rankDiscounts(3)).toEqual([1, expect.closeTo(1 / Math.log2(3), 12), 0.5]);
    expect(rankRewards([1, 0, 1], 'hit')).toEqual([1, 0, 1]);
    expect(rankRewards([1, 0, 1], 'tail')).toEqual([1.5, 0.5, 0.5]);
    expect(rankRewards([0, 2, 0, 1], 'tail').map((value) => value.toFixed(4))).toEqual([
      '1.6925',
      '1.6925',
      '0.4307',
      '0.4307',
    ]);
    expect(rankRewards([], 'tail')).toEqual([]);
  });
});

/** items[r][t] = item of token t, −1 = none. */
function stepOf(items: Rows, hits: Rows, generations: number) {
  const mask = items.map((row) => row.map(() => 1));
  const compute = new ReferenceCompute();
  const signal: Signal = { shape: 'unit', unit: 'item', values: Float32Array.from(hits.flat()) };
  const step = goldenStep({ compute, mask, generations, units: { item: items } });
  return { ...step, signals: new Map([['items/hit', signal]]) };
}

async function advantagesOf(step: ReturnType<typeof stepOf>, outcome: readonly number[], own: typeof defaults) {
  const reward = Float32Array.from(outcome);
  const { promptCount, generations, lengths, maxTokens } = step.rollouts;
  const { advantages } = await computeAdvantages(step.compute, {
    ...{ reward, promptCount, generations, lengths, maxTokens, units: step.units },
    objectives: block.compose(step, [weightedSum(reward, [], [], promptCount)], own),
    ...{ scaleRewards: 'group', baseline: 'group_mean' },
  });
  return advantages;
}

const z = (all: readonly number[]) => {
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const std = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1));
  return all.map((value) => (value - mean) / (std + 1e-4));
};

describe('rankedItems', () => {
  it('compares each place with the same place of the group; places that a list has not are 0 there', async () => {
    const { below, next } = randomInputs();
    const [R, G, T, U] = [6, 3, 8, 4];
    const lengths = Array.from({ length: R }, () => 1 + below(U));
    const items = lengths.map((length) =>
      Array.from({ length: T }, (_, t) => (t === 0 ? -1 : Math.min(t - 1, length - 1))),
    );
    items[0]![T - 1] = U - 1; // that every place occurs
    lengths[0] = U;
    const hits = lengths.map((length) => Array.from({ length: U }, (_, u) => (u < length ? Number(next() < 0.5) : 0)));
    for (const own of [
      defaults,
      { ...defaults, gain: 'tail' as const },
      { ...defaults, gain: 'tail' as const, places: 2 },
    ]) {
      const advantages = await advantagesOf(stepOf(items, hits, G), new Array<number>(R).fill(0), own);
      const values = hits.map((row) => {
        const seen = row.slice(0, own.places);
        const gains = seen.map((_, k) => seen.slice(k).reduce((sum, hit, j) => sum + hit / Math.log2(k + j + 2), 0));
        return Array.from({ length: U }, (_, u) => (own.gain === 'hit' ? seen[u] : gains[u]) ?? 0);
      });
      items.forEach((row, r) =>
        row.forEach((item, t) => {
          const first = r - (r % G);
          const scores = item < 0 ? [] : z(values.slice(first, first + G).map((of) => of[item]!));
          expect(advantages[r * T + t], `rollout ${r}, token ${t}`).toBeCloseTo(item < 0 ? 0 : scores[r - first]!, 3);
        }),
      );
    }
  });

  it('adds the whole answer on request, leaves other objectives alone, and says what it needs', async () => {
    const step = stepOf(
      [
        [0, 1, -1],
        [0, 0, -1],
      ],
      [
        [1, 0],
        [0, 0],
      ],
      2,
    );
    const whole = await advantagesOf(step, [1, 0], { ...defaults, whole_weight: 2 });
    const places = await advantagesOf(step, [1, 0], defaults);
    const half = z([1, 0])[0]!;
    whole.forEach((value, i) => expect(value - places[i]!).toBeCloseTo(2 * (i < 3 ? half : -half), 4));
    const sum = weightedSum(Float32Array.of(1, 0), [], [], 1);
    const other = { name: 'other', values: sum.values, weight: sum.weight };
    expect(block.compose(step, [other, sum], defaults).map(({ name }) => name)).toEqual(['other', 'ranked']);
    expect(() => block.compose(step, [other], defaults)).toThrow(/in front of what takes it apart/);
    expect(() => block.compose({ ...step, signals: new Map() }, [sum], defaults)).toThrow(/items\/hit is none/);
    const around = { leaf: () => 'normalize_then_sum' } as unknown as Parameters<NonNullable<typeof block.problem>>[1];
    expect(block.problem!(defaults, around)).toMatch(/sum_then_normalize/);
  });
});
