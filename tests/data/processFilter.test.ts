// What: PROF's filter: what stays against all choices of k+ and k−, the two readings, the random variant, the steps of a signal.
import { describe, expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { keptOf, processScores } from '../../src/data/processScores.ts';
import type { ProcessRules } from '../../src/data/processScores.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const block = blocksIn('data').get('processFilter')!;
const rules: ProcessRules = { follows: 'paper', remove: 4, lambda: 10, most: 30 };
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

interface Case {
  readonly outcomes: readonly number[];
  readonly score: Signal;
  /** [R][T] */
  readonly units: readonly (readonly number[])[];
  readonly generations?: number;
  readonly inStatistics?: Uint8Array;
  readonly step?: number;
}

function keep({ outcomes, score, units, generations = outcomes.length, ...more }: Case, own: object = {}) {
  const of = Int32Array.from(units.flat());
  const right: Signal = { shape: 'rollout', values: Float32Array.from(outcomes) };
  const scored = {
    rollouts: { promptCount: outcomes.length / generations, generations },
    signals: new Map([
      ['reward/right', right],
      ['judge', score],
    ]),
    units: { sentence: { of, count: of.reduce((most, unit) => Math.max(most, unit + 1), 1) } },
    ...{ config: { data: { seed: 7 } }, step: 0, ...more },
  } as unknown as Scored;
  const knobs = {
    ...{ as: 'filter', outcome: 'right', score: 'judge', unit: 'sentence', remove: 4, lambda: 10, most_steps: 30 },
    ...{ wrong: 'both', processFilter_follows: 'paper', ...own },
  } as unknown as Own;
  const { inStatistics, inLoss, metrics } = block.keep!(scored, knobs);
  expect(inLoss).toEqual(inStatistics);
  return { kept: [...inStatistics!.keys()].filter((r) => inStatistics![r] === 1), metrics: metrics! };
}

describe('what stays of a group', () => {
  it('is as balanced as it can be, and of each side the ones with the highest score', () => {
    const random = randomInputs();
    for (let n = 2; n <= 9; n++) {
      for (let right = 0; right <= n; right++) {
        const outcomes = Array.from({ length: n }, (_, r) => (r < right ? 1 : 0));
        const steps = Array.from({ length: n }, () => [...random.floats(2)]);
        const group = [...outcomes.keys()];
        for (const follows of ['paper', 'code'] as const) {
          const scores = processScores(steps, outcomes, { ...rules, follows });
          for (let remove = 0; remove < n; remove++) {
            const kept = keptOf(group, scores, outcomes, { ...rules, follows, remove });
            expect(kept).toHaveLength(n - remove);
            const plus = kept.filter((r) => outcomes[r] === 1).length;
            const gaps = group
              .concat(n)
              .flatMap((k) =>
                k <= right && n - remove - k >= 0 && n - remove - k <= n - right ? [Math.abs(2 * k - n + remove)] : [],
              );
            // Python's round does not always hit the smaller gap of an odd number, but it is never off by more than one answer.
            expect(Math.abs(2 * plus - kept.length) - Math.min(...gaps)).toBeLessThanOrEqual(
              follows === 'paper' ? 0 : 2,
            );
            for (const side of [1, 0]) {
              const own = group.filter((r) => outcomes[r] === side).map((r) => scores[r]!);
              const stayed = kept.filter((r) => outcomes[r] === side).map((r) => scores[r]!);
              expect(stayed.toSorted((a, b) => b - a)).toEqual(own.toSorted((a, b) => b - a).slice(0, stayed.length));
            }
          }
        }
      }
    }
  });

  it('has good steps where it is right and bad ones where it is wrong', () => {
    const score: Signal = { shape: 'rollout', values: Float32Array.of(0.9, 0.1, 0.5, 0.9, 0.1, 0.5) };
    const units = Array.from({ length: 6 }, () => [0, 1]);
    for (const processFilter_follows of ['paper', 'code']) {
      const { kept, metrics } = keep(
        { outcomes: [1, 1, 1, 0, 0, 0], score, units },
        { remove: 2, processFilter_follows },
      );
      expect(kept).toEqual([0, 2, 4, 5]);
      expect(metrics['filter/kept']).toBeCloseTo(4 / 6, 6);
      expect(metrics['filter/right']).toBe(0.5);
      expect(metrics['filter/steps_right']).toBeCloseTo(0.5, 6);
    }
  });

  it('paper and code differ by the sign of the fine for a single step, and in what is half right', () => {
    const steps = [[0.5, 0.5], [0.4, 0.4], [0.9], [0.1, 0.1]];
    const outcomes = [1, 1, 0, 0];
    const left = (follows: ProcessRules['follows'], given = outcomes) =>
      keptOf([0, 1, 2, 3], processScores(steps, given, { ...rules, follows }), given, { ...rules, follows, remove: 2 });
    expect(left('paper')).toEqual([0, 2]);
    expect(left('code')).toEqual([0, 3]);
    expect(left('code', [1, 0.5, 0, 0])).toEqual([0]); // the second counts for neither side, and goes
    expect(left('paper', [1, 0.5, 0, 0])).toEqual([0, 2]);
    expect(processScores([[], [1, 1]], [1, 1], { ...rules, follows: 'code' })).toEqual([-10, 0]);
  });

  it('groups do not mix, and what an earlier rule left out does not count', () => {
    const score: Signal = { shape: 'rollout', values: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.9, 0.8, 0.7, 0.6) };
    const units = Array.from({ length: 8 }, () => [0, 1]);
    const given = { outcomes: [1, 1, 0, 0, 1, 1, 0, 0], score, units, generations: 4 };
    expect(keep(given, { remove: 2 }).kept).toEqual([1, 2, 4, 7]);
    const inStatistics = Uint8Array.of(1, 1, 0, 1, 1, 1, 1, 1);
    expect(keep({ ...given, inStatistics }, { remove: 1 }).kept).toEqual([1, 3, 4, 5, 7]);
    expect(keep(given, { remove: 0 }).kept).toHaveLength(8);
  });

  it('wrong ones may be drawn: another draw per step, the same one again, right ones as before', () => {
    const score: Signal = { shape: 'rollout', values: Float32Array.from({ length: 16 }, (_, r) => r / 16) };
    const given = {
      outcomes: Array.from({ length: 16 }, (_, r) => r % 2),
      score,
      units: Array.from({ length: 16 }, () => [0, 1]),
    };
    const draws = [0, 1, 2, 3].map((step) => keep({ ...given, step }, { remove: 8, wrong: 'random' }).kept);
    for (const kept of draws) expect(kept.filter((r) => r % 2 === 1)).toEqual([9, 11, 13, 15]);
    expect(new Set(draws.map(String)).size).toBeGreaterThan(1);
    expect(keep(given, { remove: 8, wrong: 'random' }).kept).toEqual(draws[0]);
  });
});

it('steps are the values of a unit, or means over its tokens; one step is fined', () => {
  const units = [
    [0, 0, 1, -1],
    [0, 1, 1, 1],
    [0, 0, 0, 0],
  ];
  const outcomes = [1, 1, 1];
  const token: Signal = { shape: 'token', values: Float32Array.of(1, 3, 5, 99, 0, 3, 6, 9, 9, 9, 9, 9) };
  const perUnit: Signal = { shape: 'unit', unit: 'sentence', values: Float32Array.of(2, 5, 0, 6, 9, 77) };
  for (const score of [token, perUnit]) {
    const { kept, metrics } = keep({ outcomes, score, units }, { remove: 2 });
    expect(kept).toEqual([0]); // 3.5 before 3, and 9 less 10
    expect(metrics['filter/steps_right']).toBeCloseTo(mean([3.5, 3, 9]), 6);
  }
  const ofTurns: Signal = { ...perUnit, unit: 'turn' };
  expect(() => keep({ outcomes, score: ofTurns, units })).toThrow(
    /filter reads judge, which has no value per sentence/,
  );
});

it('is checked with the configuration', () => {
  const withRule = (...leaves: [string, string][]) =>
    validateConfig(
      [['data_rules', 'processFilter'] as const, ...leaves].reduce((c, [n, t]) => setLeaf(c, n, t), defaultConfig()),
    );
  expect(() => withRule()).toThrow(/processFilter needs the signal reward\/sentenceFacts/);
  const rewards = ['reward_funcs', 'answerFolded,sentenceFacts'] as [string, string];
  expect(withRule(rewards).data.data_rules).toEqual([{ block: 'processFilter' }]);
  expect(() => withRule(rewards, ['processFilter.remove', '8'])).toThrow(
    /processFilter would leave out whole groups: processFilter.remove is 8/,
  );
});
