// What: passed and total of every file of the public golden cases, by running the adapters on the float64 references. Without an
// adapter nothing passes.
import { fileURLToPath } from 'node:url';
import '../../src/gpu/reflectionGlobals.ts';
import type { GoldenCounts } from '../../src/atlas/goldenCounts.ts';
import { Float64Compute } from './float64Compute.ts';
import { readGoldenFolder } from './runGolden.ts';
import { runSystem } from './runSystem.ts';

const CASES = fileURLToPath(new URL('systems/cases', import.meta.url));

export async function goldenCounts(): Promise<GoldenCounts> {
  const compute = new Float64Compute();
  const counts: Record<string, readonly [number, number]> = {};
  for (const [file, golden] of readGoldenFolder({ folder: CASES, systems: null })) {
    const { cases, total } = await runSystem(file, golden, { compute, follows: 'code' });
    counts[file] = [cases?.filter(({ passed }) => passed).length ?? 0, total];
  }
  return counts;
}
