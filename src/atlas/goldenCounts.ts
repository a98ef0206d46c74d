// What: how many cases from the authors' code our blocks pass, by file of tests/golden/systems/cases. `npm run atlas -- --write` runs the
// adapters and writes the counts; a test holds them against the adapters.
import counts from './goldenCounts.json' with { type: 'json' };
import type { System } from './system.ts';

/** [passed, total] */
export type GoldenCounts = Readonly<Record<string, readonly [number, number]>>;

export const GOLDEN_COUNTS = counts as unknown as GoldenCounts;

export interface Golden {
  readonly passed: number;
  readonly total: number;
}

/** Over all files of a system; null where there are no cases for it. */
export function goldenOf({ golden }: System, known: GoldenCounts = GOLDEN_COUNTS): Golden | null {
  const rows = golden.flatMap((file) => (known[file] ? [known[file]] : []));
  if (rows.length === 0) return null;
  const [passed, total] = [0, 1].map((i) => rows.reduce((sum, row) => sum + row[i as 0 | 1], 0));
  return { passed: passed!, total: total! };
}
