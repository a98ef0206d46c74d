// What: the lines that `npm run golden` prints, from the results of its files.
import type { SystemResult } from './runSystem.ts';

export interface GoldenReport {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** Systems without an adapter are named; their cases neither pass nor fail. */
export function goldenReport(results: readonly SystemResult[], verbose: boolean): GoldenReport {
  const lines: string[] = [];
  let [passed, failed] = [0, 0];
  const unknown = results.filter(({ cases }) => !cases);
  for (const { file, system, cases, total, leavesOut } of results) {
    const title = `${file} (${system})`;
    if (!cases) {
      lines.push(`${title}: unknown system, no adapter tests/golden/systems/${file}.ts, ${total} cases not run`);
      continue;
    }
    const good = cases.filter((one) => one.passed).length;
    const worst = cases.reduce((most, one) => (one.passed ? Math.max(most, one.worst) : most), 0);
    const open = cases.filter((one) => one.notRepresentable !== undefined).length;
    const aside = open ? `, ${open} not representable` : '';
    lines.push(
      `${title}: ${good}/${cases.length}, worst error ${worst.toExponential(1)}${aside}${leavesOut ? `; not compared: ${leavesOut}` : ''}`,
    );
    passed += good;
    failed += cases.length - good;
    if (!verbose) continue;
    for (const one of cases) {
      if (one.passed) continue;
      const reason = one.notRepresentable ? `not representable: ${one.notRepresentable}` : one.failure;
      lines.push(`  ${one.name}: ${reason}`);
    }
  }
  if (unknown.length > 0) {
    const cases = unknown.reduce((sum, { total }) => sum + total, 0);
    lines.push(
      `${unknown.length} unknown system${unknown.length > 1 ? 's' : ''}, ${cases} cases not run: ${unknown.map(({ file }) => file).join(', ')}`,
    );
  }
  return { lines: [...lines, `${passed} passed, ${failed} failed`], passed, failed };
}
