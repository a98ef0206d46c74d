// What: ARES's bonus for more or fewer reasoning triggers, row by row as the authors' code gives it: the golden case states the rows in
// its output alone, so no adapter can be given them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DIFFICULTIES, effortBonus } from '../../src/4-rewards/effort.ts';
import type { Difficulty } from '../../src/4-rewards/effort.ts';

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
