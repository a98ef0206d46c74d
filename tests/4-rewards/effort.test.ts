// What: ARES's bonus for more or fewer reasoning triggers, row by row as the authors' code gives it: the golden case states the rows in
// its output alone, so no adapter can be given them. Function and shader; SYSTEMS 5.8: the bonus is bounded by the cap.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIFFICULTIES, effortBonus, movedAlpha } from '../../src/4-rewards/effort.ts';
import type { Difficulty } from '../../src/4-rewards/effort.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward } from './rewardFixtures.ts';
import { signalScores } from './signalScores.ts';

type Row = readonly [Difficulty, number, number, number, number, number, number];
const file = join(import.meta.dirname, '..', 'golden', 'systems', 'cases', 'ares.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly cases: readonly { readonly name: string; readonly output: { readonly rows?: readonly Row[] } }[];
};
const rows = cases.find(({ name }) => name === 'bonus table')!.output.rows!;

describe('effortBonus', () => {
  test.each(DIFFICULTIES)('%s: every row of the authors', (wanted) => {
    const own = rows.filter(([difficulty]) => difficulty === wanted);
    expect(own.length).toBeGreaterThan(20);
    for (const [difficulty, accuracy, n, target, alpha, bonus, overall] of own) {
      const found = effortBonus(difficulty, accuracy, n, target, alpha);
      expect(found, `n ${n}, target ${target}, alpha ${alpha}, accuracy ${accuracy}`).toBeCloseTo(bonus, 9);
      expect(accuracy + found).toBeCloseTo(overall, 9);
    }
  });
});

describe('the reward', () => {
  const scored = async (of: readonly (readonly [Difficulty, number, number, number, ...unknown[]])[], alpha: number) =>
    signalScores('effort', {
      generations: 1,
      signals: {
        difficulty: of.map(([difficulty]) => DIFFICULTIES.indexOf(difficulty)),
        ...{ right: of.map(([, right]) => right), count: of.map((row) => row[2]), target: of.map((row) => row[3]) },
      },
      knobs: Object.fromEntries(DIFFICULTIES.map((level) => [`alpha_${level}`, alpha])),
    });

  test('gives the rows of the authors, and nothing with alpha 0', async () => {
    const alphas = new Set(rows.map((row) => row[4]));
    expect(alphas).toContain(0.5);
    for (const alpha of alphas) {
      const own = rows.filter((row) => row[4] === alpha);
      const found = await scored(own, alpha);
      own.forEach((row, r) => expect(found[r], row.join(' ')).toBeCloseTo(row[5], 6));
    }
    expect((await scored(rows, 0)).every((value) => value === 0)).toBe(true);
  });

  test('each difficulty has a weight of its own', async () => {
    const given = { difficulty: [0, 1, 2], right: [0, 0, 0], count: [0, 0, 0], target: [3, 3, 3] };
    const knobs = { alpha_easy: 0.1, alpha_medium: 1, alpha_hard: 2 };
    const found = await signalScores('effort', { generations: 1, signals: given, knobs });
    // sigmoid(0) = ½: a wrong answer is paid for nothing.
    [0.1 * 0.6 * 0.5, 0.8 * 0.5, 2 * 1.2 * 0.5].forEach((value, r) => expect(found[r]).toBeCloseTo(value, 6));
  });

  test('is never more than the cap, and right answers to easy questions are never paid for it', async () => {
    const { below } = randomInputs();
    const given = Array.from({ length: 400 }, () => [DIFFICULTIES[below(3)]!, below(2), below(60), below(40)] as const);
    const found = await scored(given, 2);
    given.forEach(([difficulty, right], r) => {
      expect(Math.abs(found[r]!)).toBeLessThanOrEqual(Math.fround(difficulty === 'hard' ? 2.4 : 2));
      if (difficulty !== 'hard' && right === 1) expect(found[r]).toBeLessThanOrEqual(0);
      if (right === 0) expect(found[r]).toBeGreaterThan(0);
    });
    expect(Math.min(...found)).toBe(-2); // the cap is reached
    expect(Math.max(...found)).toBeGreaterThan(2.3);
  });

  test('agrees with its reference', async () => {
    await checkReward('effort');
    await checkReward('effort', { alpha_easy: 2, alpha_medium: 0, alpha_hard: 1 });
  });
});

test('too much thought raises the weight of easy and medium questions and lowers that of hard ones, within its bounds', () => {
  expect(DIFFICULTIES.map((level) => movedAlpha(0.5, level, 0.4))).toEqual([0.52, 0.52, 0.48]);
  expect(DIFFICULTIES.map((level) => movedAlpha(0.01, level, -0.5))).toEqual([0, 0, 0.035]);
  expect(movedAlpha(1.99, 'easy', 0.5)).toBe(2);
  expect(movedAlpha(0.9, 'easy', 1, 1, 1.5)).toBe(1.5);
});
