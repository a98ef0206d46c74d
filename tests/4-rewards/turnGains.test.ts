// What: one reward per turn: gains, then the outcome; the tokens' advantages against a sum over later token rewards by hand
// (IGPO as released: rewards on the last token of each turn, mean of the group at the same token).
import { describe, expect, it } from 'vitest';
import { block } from '../../src/4-rewards/compose/turnGains.ts';
import { turnRewards } from '../../src/4-rewards/turnRewards.ts';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Signals } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const compute = new ReferenceCompute();
const defaults = defaultsOf(block, 'turnGains');

/** turns[r][t] = turn of token t; −1 behind the end. */
function stepOf(turns: readonly (readonly number[])[], gains: readonly (readonly number[])[], generations: number) {
  const mask = turns.map((row) => row.map((turn) => (turn >= 0 ? 1 : 0)));
  const values = Float32Array.from(gains.flat());
  const signals: Signals = new Map([['gold/gain', { shape: 'unit', unit: 'turn', values }]]);
  return { ...goldenStep({ compute, mask, generations, units: { turn: turns } }), signals };
}

async function advantagesOf(step: ReturnType<typeof stepOf>, outcome: readonly number[], own = defaults) {
  const reward = Float32Array.from(outcome);
  const { generations, promptCount, lengths, maxTokens } = step.rollouts;
  const column = { name: 'a', range: [0, 1] as const, values: reward };
  const objectives = block.compose(step, [weightedSum(reward, [column], [1], promptCount)], own);
  return computeAdvantages(compute, {
    ...{ reward, promptCount, generations, lengths, maxTokens, units: step.units, objectives },
    ...{ scaleRewards: 'group', baseline: 'group_mean' },
  });
}

describe('turnRewards', () => {
  it('are the gains, then the outcome', () => {
    expect(turnRewards([0.3, -0.1], 1, 3)).toEqual([0.3, -0.1, 1]);
    expect(turnRewards([], 1, 1)).toEqual([1]);
  });
  it('leave gains out that do not fit the turns; with more than ten turns a 0 is appended', () => {
    expect(turnRewards([0.3, 0.4], 1, 2)).toEqual([0, 1]);
    expect(turnRewards([0.3], -2, 3)).toEqual([0, 0, -2]);
    const ten = Array.from({ length: 10 }, (_, k) => k + 1);
    expect(turnRewards(ten.slice(0, 9), 7, 11)).toEqual([...ten.slice(0, 9), 0, 7]);
    expect(turnRewards([...ten, 11], 7, 11)).toEqual([...ten, 7]);
    expect(() => turnRewards(ten.slice(0, 5), 7, 11)).toThrow('5 gains for 11 turns');
  });
});

describe('turnGains', () => {
  it('gives each token the return of its turn minus the mean of the group at the token', async () => {
    const { below, next } = randomInputs();
    const [R, T, G, U] = [8, 9, 4, 3];
    const turns = Array.from({ length: R }, () => {
      const [length, first, second] = [1 + below(T), 1 + below(T), 1 + below(T)];
      return Array.from({ length: T }, (_, t) => (t < length ? Number(t >= first) + Number(t >= second) : -1));
    });
    // Turns are counted without gaps: two crops never stand behind the same token.
    turns.forEach((row) =>
      row.forEach((turn, t) => (row[t] = turn < 0 ? -1 : Math.min(turn, t > 0 ? row[t - 1]! + 1 : 0))),
    );
    const gains = turns.map((row) => Array.from({ length: U }, (_, u) => (u < Math.max(...row) ? next() - 0.5 : 0)));
    const outcome = turns.map(() => (next() < 0.3 ? -2 : next()));
    const step = { ...stepOf(turns, gains, G), units: { turn: { of: Int32Array.from(turns.flat()), count: U } } };
    const { advantages, metrics } = await advantagesOf(step, outcome);

    const returns = turns.map((row, r) => {
      const last = row.findLastIndex((turn) => turn >= 0);
      const reward = row.map((turn, t) => {
        if (t === last) return outcome[r]!;
        return turn >= 0 && row[t + 1] !== turn ? gains[r]![turn]! : 0;
      });
      return row.map((turn, t) => (turn < 0 ? 0 : reward.slice(t).reduce((a, b) => a + b, 0)));
    });
    turns.forEach((row, r) =>
      row.forEach((turn, t) => {
        const group = returns.slice(Math.floor(r / G) * G, (Math.floor(r / G) + 1) * G);
        const mean = group.reduce((sum, own) => sum + own[t]!, 0) / G;
        const expected = turn < 0 ? 0 : returns[r]![t]! - mean;
        expect(Math.abs(advantages[r * T + t]! - expected), `rollout ${r}, token ${t}`).toBeLessThan(1e-5);
      }),
    );
    expect(metrics['reward']).toBeCloseTo(outcome.reduce((a, b) => a + b, 0) / R, 5);
  });

  it('weighs and discounts gains; without them, and with equal lengths, it is the reward minus the mean of the group', async () => {
    const turns = [
      [0, 1],
      [0, 0],
      [0, 1],
      [0, 0],
    ];
    const step = stepOf(
      turns,
      [
        [0.5, 0],
        [0, 0],
        [-0.25, 0],
        [0, 0],
      ],
      2,
    );
    const outcome = [1, 0, 0.5, 0.5];
    const plain = await advantagesOf(step, outcome, { ...defaults, gain_weight: 0 });
    expect([...plain.advantages]).toEqual([0.5, 0.5, -0.5, -0.5, 0, 0, 0, 0]);
    const weighed = await advantagesOf(step, outcome, { ...defaults, gain_weight: 2, gamma: 0.5 });
    expect([...weighed.advantages]).toEqual([0.75, 0.5, -0.75, -0.5, -0.375, 0, 0.375, 0]);
    expect([...weighed.objectives[0]!.given!]).toEqual([1, 1, 0, 0, -0.5, 0.5, 0.5, 0]);
  });

  it('compares with the first turns where it is told so', async () => {
    const step = stepOf(
      [
        [0, 1],
        [0, 1],
      ],
      [
        [0.5, 0],
        [0.25, 0],
      ],
      2,
    );
    const { advantages } = await advantagesOf(step, [1, 0], { ...defaults, statistics: 'first_turn' });
    const std = Math.sqrt(0.625 ** 2 * 2);
    [0.625, 0.125, -0.625, -0.875].forEach((value, i) => expect(advantages[i]).toBeCloseTo(value / std, 4));
  });

  it('leaves other objectives alone, and says what it needs', () => {
    const step = stepOf([[0, 1]], [[0.5, 0]], 1);
    const sum = weightedSum(Float32Array.of(1), [], [], 1);
    const { columns, ...rest } = sum;
    const other = { ...rest, name: 'other' };
    expect(columns).toEqual([]);
    const made = block.compose(step, [other, sum], defaults);
    expect(made.map(({ name }) => name)).toEqual(['other', 'turnGains']);
    expect(made[0]).toBe(other);
    expect(() => block.compose(step, [other], defaults)).toThrow('put it in front of');
    expect(() => block.compose({ ...step, signals: new Map() }, [sum], defaults)).toThrow('gold/gain is none');
    expect(block.needs!(defaults)).toEqual(['gold/gain']);
    const problem = (leaves: Record<string, unknown>) =>
      block.problem!(defaults, {
        views: [],
        vectors: [],
        rewards: [],
        leaf: (name) => leaves[name],
        knob: () => undefined,
      });
    expect(problem({ actions: [] })).toContain('add zoom to actions');
    expect(problem({ multi_objective_aggregation: 'normalize_then_sum' })).toContain('sum_then_normalize');
    expect(problem({ actions: [{ block: 'zoom' }] })).toBeNull();
  });
});
