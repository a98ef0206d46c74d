// What: the lines that `npm run golden` prints, from the results of its files.
import { MOST_ASIDE } from './notRepresentable.ts';
import type { SystemResult } from './runSystem.ts';

export interface GoldenReport {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
  /** Whether more cases than MOST_ASIDE allows are not representable. */
  readonly tooMany: boolean;
}

function titleOf({ file, system, cases, leavesOut }: SystemResult): string {
  const good = cases!.filter((one) => one.passed);
  const worst = good.reduce((most, one) => Math.max(most, one.worst), 0);
  const aside = cases!.flatMap(({ notRepresentable }) => notRepresentable ?? []);
  const reasons = [...new Set(aside)].join('; ');
  return [
    `${file} (${system}): ${good.length}/${cases!.length}, worst error ${worst.toExponential(1)}`,
    ...(aside.length > 0 ? [`, ${aside.length} not representable: ${reasons}`] : []),
    ...(leavesOut ? [`; not compared: ${leavesOut}`] : []),
  ].join('');
}

/** Systems without an adapter are named; their cases neither pass nor fail. `total`: all cases of the folder. */
export function goldenReport(results: readonly SystemResult[], verbose: boolean, total: number): GoldenReport {
  const lines: string[] = [];
  let [passed, failed, aside] = [0, 0, 0];
  const unknown = results.filter(({ cases }) => !cases);
  for (const result of results) {
    const { file, system, cases } = result;
    if (!cases) {
      lines.push(
        `${file} (${system}): unknown system, no adapter tests/golden/systems/${file}.ts, ${result.total} cases not run`,
      );
      continue;
    }
    const good = cases.filter((one) => one.passed).length;
    const gone = cases.filter((one) => one.notRepresentable !== undefined).length;
    lines.push(titleOf(result));
    passed += good;
    aside += gone;
    failed += cases.length - good - gone;
    if (!verbose) continue;
    for (const one of cases) {
      if (one.notRepresentable !== undefined) lines.push(`  ${one.name}: not representable`);
      else if (!one.passed) lines.push(`  ${one.name}: ${one.failure}`);
    }
  }
  if (unknown.length > 0) {
    const cases = unknown.reduce((sum, one) => sum + one.total, 0);
    lines.push(
      `${unknown.length} unknown system${unknown.length > 1 ? 's' : ''}, ${cases} cases not run: ${unknown.map(({ file }) => file).join(', ')}`,
    );
  }
  const tooMany = aside > MOST_ASIDE * total;
  if (tooMany)
    lines.push(`Not representable: ${aside} of ${total} cases, more than ${100 * MOST_ASIDE} %; that is a failure.`);
  const sum = `${passed} passed, ${failed} failed${aside > 0 ? `, ${aside} not representable` : ''}`;
  return { lines: [...lines, sum], passed, failed, tooMany };
}
