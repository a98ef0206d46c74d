// What: the golden cases' ragged lists of rollouts as the rectangle of P groups of G that stage 5 takes, and back. Places that
// no rollout fills are left out of the statistics (inStatistics 0).
import { expect } from 'vitest';
import { readFileSync } from 'node:fs';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import type { AdvantagesToCompute } from '../../src/5-advantages/computeAdvantages.ts';
import type { Objective } from '../../src/5-advantages/types.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

export interface GoldenCase {
  readonly name: string;
  // The cases of every system have another shape; each test says which it reads.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly input: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly output: any;
}

export const goldenCases = (system: string): readonly GoldenCase[] =>
  (
    JSON.parse(readFileSync(`tests/golden/systems/cases/${system}.json`, 'utf8')) as {
      readonly cases: readonly GoldenCase[];
    }
  ).cases;

export const casesOf = (system: string, named: RegExp) => {
  const found = goldenCases(system).filter(({ name }) => named.test(name));
  expect(found.length, `${system} has such cases`).toBeGreaterThan(0);
  return found;
};

export interface Grid {
  readonly promptCount: number;
  readonly generations: number;
  readonly maxTokens: number;
  /** Place of each rollout of the case. */
  readonly places: readonly number[];
  readonly lengths: Int32Array;
  readonly own: Float32Array;
  readonly inStatistics: Uint8Array;
  /** [rollout] → [R] and [rollout][slot] → [R × slots]. */
  perRollout(values: readonly number[]): Float32Array;
  rows(values: readonly (readonly number[])[], slots: number): Float32Array;
}

/** `group` names the group of each rollout; `mask` says which tokens are there. */
export function gridOf(group: readonly unknown[], mask: readonly (readonly number[])[]): Grid {
  const names = [...new Set(group)];
  const sizes = names.map((name) => group.filter((own) => own === name).length);
  const generations = Math.max(...sizes);
  const maxTokens = Math.max(...mask.map((row) => row.length));
  const promptCount = names.length;
  const taken = names.map(() => 0);
  const places = group.map((name) => {
    const p = names.indexOf(name);
    return p * generations + taken[p]!++;
  });
  const count = promptCount * generations;
  const rows = (values: readonly (readonly number[])[], slots: number) => {
    const grid = new Float32Array(count * slots);
    values.forEach((row, i) => grid.set(row.slice(0, slots), places[i]! * slots));
    return grid;
  };
  const lengths = new Int32Array(count);
  const inStatistics = new Uint8Array(count);
  places.forEach((place, i) => {
    lengths[place] = mask[i]!.findLastIndex((own) => own === 1) + 1;
    inStatistics[place] = 1;
  });
  const perRollout = (values: readonly number[]) =>
    rows(
      values.map((value) => [value]),
      1,
    );
  return {
    ...{ promptCount, generations, maxTokens, places, lengths, inStatistics, perRollout, rows },
    own: rows(mask, maxTokens),
  };
}

export const ones = (grid: Grid, weight = 1) => new Float32Array(grid.promptCount).fill(weight);

export async function advantagesOf(
  grid: Grid,
  objectives: readonly Objective[],
  more: Partial<AdvantagesToCompute> = {},
) {
  const { promptCount, generations, maxTokens, lengths, own, inStatistics } = grid;
  return computeAdvantages(await testCompute(), {
    ...{ promptCount, generations, maxTokens, lengths, own, objectives },
    ...(inStatistics.includes(0) && { inStatistics }),
    reward: new Float32Array(promptCount * generations),
    scaleRewards: 'group',
    baseline: 'group_mean',
    ...more,
  });
}

/** Compares [R × slots] with [rollout][slot] where `mask` is 1; relative 1e-5 of the case's scale. */
export function expectRows(
  grid: Grid,
  actual: Float32Array,
  expected: readonly (readonly number[])[],
  mask?: readonly (readonly number[])[],
) {
  const slots = actual.length / (grid.promptCount * grid.generations);
  const scale = Math.max(1, ...expected.flat().map(Math.abs));
  let compared = 0;
  expected.forEach((row, i) =>
    row.forEach((value, s) => {
      if (mask && !mask[i]![s]) return;
      const got = actual[grid.places[i]! * slots + s]!;
      expect(Math.abs(got - value), `rollout ${i}, slot ${s}: ${got} for ${value}`).toBeLessThan(1e-5 * scale);
      compared += 1;
    }),
  );
  expect(compared).toBeGreaterThan(0);
}
