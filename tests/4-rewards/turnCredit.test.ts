// What: turns against the same turn of the other rollouts, mixed with the whole rollout: numbers by hand and a plain reckoning of the formula.
import { describe, expect, it } from 'vitest';
import { block } from '../../src/4-rewards/compose/turnCredit.ts';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const compute = new ReferenceCompute();
const defaults = defaultsOf(block, 'credit');
type Rows = readonly (readonly number[])[];

/** rewards[r][k] of the turns that rollout r has; every turn is two tokens. */
function stepOf(rewards: Rows, G: number) {
  const U = Math.max(...rewards.map(({ length }) => length));
  const turns = rewards.map(({ length }) => Array.from({ length: 2 * U }, (_, t) => (t < 2 * length ? t >> 1 : -1)));
  const mask = turns.map((row) => row.map((turn) => (turn >= 0 ? 1 : 0)));
  const values = Float32Array.from(rewards.flatMap((row) => Array.from({ length: U }, (_, k) => row[k] ?? 9)));
  const signal: Signal = { shape: 'unit', unit: 'turn', values };
  const step = goldenStep({ compute, mask, generations: G, units: { turn: turns } });
  return { ...step, signals: new Map([['calls/reward', signal]]) };
}

async function advantagesOf(rewards: Rows, outcome: readonly number[], G: number, own = defaults) {
  const step = stepOf(rewards, G);
  const reward = Float32Array.from(outcome);
  const { promptCount, generations, lengths, maxTokens } = step.rollouts;
  const { advantages } = await computeAdvantages(compute, {
    ...{ reward, promptCount, generations, lengths, maxTokens, units: step.units },
    objectives: block.compose(step, [weightedSum(reward, [], [], promptCount)], own),
    ...{ scaleRewards: 'none', baseline: 'none' },
  });
  // One number per turn; both its tokens have it.
  return rewards.map((row, r) =>
    row.map((_, k) => {
      const at = r * maxTokens + 2 * k;
      expect(advantages[at]).toBe(advantages[at + 1]);
      return advantages[at]!;
    }),
  );
}

/** What a number is worth among others of its kind. */
function z(value: number, all: readonly number[], divided = true): number {
  const n = all.length;
  if (n === 1) return divided ? value / (1 + 1e-6) : value;
  const mean = all.reduce((sum, own) => sum + own, 0) / n;
  const std = Math.sqrt(all.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (n - 1));
  return divided ? (value - mean) / (std + 1e-6) : value - mean;
}

function byHand(rewards: Rows, outcome: readonly number[], G: number, { gamma, turn_share, by_std } = defaults) {
  const earned = rewards.map((row, r) => row.map((own, k) => own + (k === row.length - 1 ? outcome[r]! : 0)));
  const returns = earned.map((row) =>
    row.map((_, k) => row.slice(k).reduce((sum, own, j) => sum + own * gamma ** j, 0)),
  );
  const totals = earned.map((row) => row.reduce((sum, own) => sum + own, 0));
  return rewards.map((row, r) => {
    const first = r - (r % G);
    const group = <T>(values: readonly T[]) => values.slice(first, first + G);
    return row.map((_, k) => {
      const peers = group(returns).flatMap((own) => (own[k] === undefined ? [] : [own[k]]));
      return turn_share * z(returns[r]![k]!, peers) + (1 - turn_share) * z(totals[r]!, group(totals), by_std);
    });
  });
}

const near = (rows: Rows) => rows.map((row) => row.map((value) => expect.closeTo(value, 4) as number));

describe('turnCredit', () => {
  it('is half the z-score of the turn and half that of the rollout', async () => {
    // Totals 1 and 3: ∓1/√2. First turns 0.9 and 2.8, second ones 1 and 2: ∓1/√2, too.
    const made = await advantagesOf(
      [
        [0, 0],
        [1, 0],
      ],
      [1, 2],
      2,
    );
    const half = Math.SQRT1_2;
    expect(made).toEqual(
      near([
        [-half, -half],
        [half, half],
      ]),
    );
  });

  it('keeps the return of a turn that no other rollout has', async () => {
    const [, second] = await advantagesOf([[1], [1, 0.5]], [0, 0], 2, { ...defaults, turn_share: 1 });
    expect(second![1]).toBeCloseTo(0.5, 5);
  });

  it('is what the formula says on random turns, for any share, discount and divisor', async () => {
    const { below, next } = randomInputs();
    for (const own of [defaults, { ...defaults, gamma: 0.5, turn_share: 0.3 }, { ...defaults, by_std: false }]) {
      const rewards = Array.from({ length: 8 }, () => Array.from({ length: 1 + below(3) }, next));
      const outcome = rewards.map(next);
      const expected = byHand(rewards, outcome, 4, own);
      expect(await advantagesOf(rewards, outcome, 4, own)).toEqual(near(expected));
    }
  });

  it('leaves other objectives alone, and says what it needs', () => {
    const step = stepOf([[1, 2]], 1);
    const sum = weightedSum(Float32Array.of(1), [], [], 1);
    const other = { name: 'other', values: sum.values, weight: sum.weight };
    expect(block.compose(step, [other, sum], defaults).map(({ name }) => name)).toEqual([
      'other',
      'credit/rollout',
      'credit/turns',
    ]);
    expect(() => block.compose(step, [other], defaults)).toThrow(/in front of what takes it apart/);
    const none = { ...step, signals: new Map() };
    expect(() => block.compose(none, [sum], defaults)).toThrow(/needs a number per turn, and calls\/reward is none/);
    const around = { leaf: () => 'normalize_then_sum' } as unknown as Parameters<NonNullable<typeof block.problem>>[1];
    expect(block.problem!(defaults, around)).toMatch(/sum_then_normalize/);
  });
});
