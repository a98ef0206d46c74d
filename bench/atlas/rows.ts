// What: the rows of `npm run atlas`, from the files of the atlas, the recorded evidence and the golden counts.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenOf } from '../../src/atlas/goldenCounts.ts';
import type { GoldenCounts } from '../../src/atlas/goldenCounts.ts';
import { numbersOf, statusOf, STATUSES } from '../../src/atlas/status.ts';
import type { Status } from '../../src/atlas/status.ts';
import { recipeOf, SYSTEMS } from '../../src/atlas/systems.ts';
import type { SystemClass } from '../../src/atlas/system.ts';
import { isEvidence } from '../../src/config/evidenceStatus.ts';
import type { Evidence } from '../../src/config/evidenceStatus.ts';
import { ROOT } from '../../src/headless/project.mjs';

export interface AtlasRow {
  readonly name: string;
  readonly class: SystemClass;
  readonly status: Status;
  /** passed/total; null where there are no cases. */
  readonly golden: string | null;
  /** Medians of the claim's metric; null where nothing has been recorded for the claim as it is. */
  readonly evidence: {
    readonly recipe: string;
    readonly metric: string;
    readonly on: number;
    readonly off: number;
    readonly threshold: number;
    readonly seconds: number;
    readonly commit: string | null;
  } | null;
}

export function readEvidenceOf(recipe: string): Evidence | null {
  const file = join(ROOT, 'public', 'evidence', `${recipe}.json`);
  if (!existsSync(file)) return null;
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isEvidence(value)) throw new Error(`${file} holds no evidence; run npm run evidence -- ${recipe}.`);
  return value;
}

export function atlasRows(
  counts: GoldenCounts,
  read: (recipe: string) => Evidence | null = readEvidenceOf,
): AtlasRow[] {
  return [...SYSTEMS.values()].map((system) => {
    const recipe = recipeOf(system);
    const kept = recipe && read(recipe.name);
    const golden = goldenOf(system, counts);
    const numbers = numbersOf(recipe, kept);
    return {
      ...{ name: system.name, class: system.class, status: statusOf(system, kept, golden) },
      golden: golden && `${golden.passed}/${golden.total}`,
      evidence: numbers && { recipe: recipe!.name, ...numbers, seconds: kept!.seconds, commit: kept!.commit },
    };
  });
}

export function atlasTable(rows: readonly AtlasRow[]): string[] {
  const cells = [
    ['system', 'class', 'status', 'golden'],
    ...rows.map((row) => [row.name, row.class, row.status, row.golden ?? '–']),
  ];
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  const core = rows.filter((row) => row.class === 'core');
  const counted = STATUSES.map((status) => [status, rows.filter((row) => row.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  return [
    ...cells.map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    ),
    '',
    `${rows.length} systems: ${counted.join(', ')}`,
    `${core.filter(({ status }) => status !== 'no recipe').length} of ${core.length} core systems run`,
  ];
}
