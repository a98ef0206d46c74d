// What: means over the answers and tokens of groups, as the panels write them.
import type { RolloutView } from '../../../training/protocol.ts';

/** NaN where there is nothing. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The values of a signal of all tokens; those that are no numbers are left out. Run files may bring anything under that name. */
export const tokenValues = (rollouts: readonly RolloutView[], signal: string): readonly number[] =>
  rollouts.flatMap(({ signals }) => {
    const values: unknown = signals?.[signal];
    return values instanceof Float32Array ? [...values].filter(Number.isFinite) : [];
  });
