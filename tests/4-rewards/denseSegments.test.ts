// What: rewards at the ends of sentences: where they fall, what they add up to, and the advantages against sums by hand.
import { describe, expect, it } from 'vitest';
import { block } from '../../src/4-rewards/compose/denseSegments.ts';
import { segmentRewards } from '../../src/4-rewards/segmentRewards.ts';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const compute = new ReferenceCompute();
const defaults = defaultsOf(block, 'dense');
type Rows = readonly (readonly number[])[];

/** The last token of each unit is found from the front here. */
function placedByHand(units: Rows, verdicts: Rows, paid: number, fined: number): number[][] {
  return units.map((row, r) => {
    const made = row.map(() => 0);
    row.forEach((unit, t) => {
      if (unit >= 0 && !row.slice(t + 1).includes(unit)) made[t] = verdicts[r]![unit]! >= 0.5 ? paid : fined;
    });
    return made;
  });
}

describe('segmentRewards', () => {
  const of = (units: Rows, count: number) => ({ of: Int32Array.from(units.flat()), count });
  const pay = { paid: 2, fined: -1 };

  it('fall on the last token of each unit', () => {
    const units = [
      [0, 0, 1, 1, 2, -1],
      [0, 1, 1, -1, -1, -1],
    ];
    const given = { lengths: Int32Array.of(5, 3), maxTokens: 6 };
    const made = segmentRewards(of(units, 3), [1, 0, 0.5, 0.49, 1, 1], given, pay);
    expect([...made]).toEqual([0, 2, 0, -1, 2, 0, -1, 0, 2, 0, 0, 0]);
  });

  it('fall on the last token of a text that was cut short, where a later one replaces an earlier', () => {
    const given = { lengths: Int32Array.of(3), maxTokens: 6 };
    const units = of([[0, 0, 1, 1, 2, 2]], 3);
    expect([...segmentRewards(units, [1, 1, 0], given, pay)]).toEqual([0, 2, -1, 0, 0, 0]);
    expect([...segmentRewards(units, [1, 0, 1], given, pay)]).toEqual([0, 2, 2, 0, 0, 0]);
    expect([...segmentRewards(units, [1, 1, 1], { lengths: Int32Array.of(0), maxTokens: 6 }, pay)]).toEqual(
      new Array(6).fill(0),
    );
  });
});

function stepOf(
  units: { readonly sentence: Rows; readonly step: Rows },
  verdicts: { sentence: Rows; step: Rows },
  G: number,
) {
  const mask = units.sentence.map((row) => row.map((unit) => (unit >= 0 ? 1 : 0)));
  const signal = (unit: 'sentence' | 'step'): Signal => ({
    ...{ shape: 'unit', unit, values: Float32Array.from(verdicts[unit].flat()) },
  });
  const step = goldenStep({ compute, mask, generations: G, units });
  return {
    ...step,
    signals: new Map([
      ['relevance/verdict', signal('step')],
      ['factuality/verdict', signal('sentence')],
    ]),
  };
}

const [R, T, G] = [6, 10, 3];

/** Six answers in groups of three, cut at random; what they earn per token, by hand. */
function drawn() {
  const { below, next } = randomInputs();
  const lengths = Array.from({ length: R }, () => 1 + below(T));
  const cut = (length: number) => {
    let unit = 0;
    return Array.from({ length: T }, (_, t) => (t >= length ? -1 : t === 0 ? 0 : (unit += Number(next() < 0.4))));
  };
  const units = { sentence: lengths.map(cut), step: lengths.map(cut) };
  const count = (rows: Rows) => Math.max(...rows.flat()) + 1;
  const draw = (rows: Rows) => rows.map(() => Array.from({ length: count(rows) }, () => below(2)));
  const verdicts = { sentence: draw(units.sentence), step: draw(units.step) };
  // No two whole answers are worth the same: their spread is a divisor.
  const outcome = Float32Array.from(lengths, (_, r) => 20 * r + below(4));
  const parts = placedByHand(units.step, verdicts.step, 0.3, -0.3);
  const whole = placedByHand(units.sentence, verdicts.sentence, 0.5, -0.5);
  const earned = lengths.map((length, r) =>
    Array.from({ length: T }, (_, t) => parts[r]![t]! + whole[r]![t]! + (t === length - 1 ? outcome[r]! : 0)),
  );
  return { step: stepOf(units, verdicts, G), lengths, outcome, earned };
}
type Drawn = ReturnType<typeof drawn>;

const compose = ({ step, outcome }: Drawn, own = defaults) =>
  block.compose(step, [weightedSum(outcome, [], [], R / G)], own);

async function advantagesOf(given: Drawn, own = defaults) {
  const { advantages } = await computeAdvantages(compute, {
    ...{ reward: given.outcome, promptCount: R / G, generations: G, maxTokens: T },
    lengths: given.step.rollouts.lengths,
    ...{ objectives: compose(given, own), scaleRewards: 'group', baseline: 'group_mean' },
  });
  return [...advantages];
}

const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 3) as number);
const groupOf = (rows: readonly number[][], r: number) => rows.slice(r - (r % G), r - (r % G) + G);

describe('denseSegments', () => {
  it('adds what the verdicts pay to the reward at the end', () => {
    const given = drawn();
    const [made] = compose(given);
    expect([...made!.values]).toEqual(near(given.earned.flat()));
    expect(made!.unit).toBe('token');
  });

  it('gives a token what comes from it on, minus the mean of the group there', async () => {
    const given = drawn();
    const returns = given.earned.map((row) => row.map((_, t) => row.slice(t).reduce((sum, value) => sum + value, 0)));
    const expected = returns.flatMap((row, r) =>
      row.map((own, t) => {
        const mean = groupOf(returns, r).reduce((sum, other) => sum + other[t]!, 0) / G;
        return t < given.lengths[r]! ? own - mean : 0;
      }),
    );
    expect(await advantagesOf(given)).toEqual(near(expected));
  });

  it('discounts, and compares with whole answers on request', async () => {
    const given = drawn();
    const own = { ...defaults, gamma: 0.5, statistics: 'first_token' as const };
    const returns = given.earned.map((row) =>
      row.reduceRight<number[]>((later, r) => [r + 0.5 * (later[0] ?? 0), ...later], []),
    );
    const expected = returns.flatMap((row, r) => {
      const whole = groupOf(returns, r).map(([first]) => first!);
      const mean = whole.reduce((sum, value) => sum + value, 0) / G;
      const std = Math.sqrt(whole.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (G - 1));
      return row.map((value, t) => (t < given.lengths[r]! ? (value - mean) / (std + 1e-6) : 0));
    });
    expect(await advantagesOf(given, own)).toEqual(near(expected));
  });

  it('says what does not fit together', () => {
    const given = drawn();
    const around = { leaf: () => 'sum_then_normalize' } as unknown as Parameters<NonNullable<typeof block.problem>>[1];
    expect(block.problem!(defaults, around)).toBeNull();
    expect(block.problem!({ ...defaults, paid: [1] }, around)).toMatch(/2 verdicts, 1 rewards and 2 fines/);
    const rollout: Signal = { shape: 'rollout', values: given.outcome };
    const bare = { ...given.step, signals: new Map([...given.step.signals, ['factuality/verdict', rollout] as const]) };
    const sum = weightedSum(given.outcome, [], [], R / G);
    expect(() => block.compose(bare, [sum], defaults)).toThrow(/factuality\/verdict is none/);
    const apart = { name: sum.name, values: sum.values, weight: sum.weight };
    expect(() => block.compose(given.step, [apart], defaults)).toThrow(/in front of what takes it apart/);
  });
});
