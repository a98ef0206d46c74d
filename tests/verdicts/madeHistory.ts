// What: made histories for the tests of rules: curves by name, as a constant or a list.
import type { Config } from '../../src/config/config.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import type { StepMetrics } from '../../src/training/protocol.ts';
import { historyOf, RULES } from '../../src/verdicts/readVerdict.ts';

export const config = (leaves: Readonly<Record<string, string>> = {}): Config =>
  setLeaves(defaultConfig(), Object.entries({ reward_funcs: 'answerFolded', generation_batch_size: '32', ...leaves }));

export type Curve = readonly number[] | number;
/** One value for all steps, or a list. */
export function steps(count: number, curves: Readonly<Record<string, Curve>>): readonly StepMetrics[] {
  return Array.from({ length: count }, (_, i) => ({
    step: i + 1,
    metrics: Object.fromEntries(
      Object.entries(curves).flatMap(([name, curve]) => {
        const value = typeof curve === 'number' ? curve : curve[i];
        return value === undefined || Number.isNaN(value) ? [] : [[name, value]];
      }),
    ),
  }));
}
export const find = (rule: string, points: readonly StepMetrics[], own: Config = config()) =>
  RULES.get(rule)!.find(historyOf(points, own));
/** Up and down by turns. */
export const zigzag = (count: number, centre: number, by: number) =>
  Array.from({ length: count }, (_, i) => centre + (i % 2 === 0 ? by : -by));
export const number = (rule: string, points: readonly StepMetrics[], i: number, own?: Config) =>
  find(rule, points, own)!.numbers[i]!.value;
