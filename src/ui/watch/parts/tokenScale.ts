// What: a number of every token of a group, and the scale of its colours.
// Formula: value = signal − the other signal; a scale with both signs diverges from 0, any other runs from its least to its largest value.
import type { RolloutView } from '../../../training/protocol.ts';

/** Of one answer; null where a token has no such number. Run files may bring anything under the name of a signal. */
export function valuesOf(rollout: RolloutView, signal: string): readonly (number | null)[] {
  const array: unknown = rollout.signals?.[signal];
  return rollout.tokens.map((token, t) => {
    if (signal === 'entropy' || signal === 'logProb') return token[signal];
    const value = array instanceof Float32Array ? array[t] : undefined;
    return value === undefined || !Number.isFinite(value) ? null : value;
  });
}

export function differenceOf(rollout: RolloutView, signal: string, minus: string | undefined) {
  const own = valuesOf(rollout, signal);
  if (minus === undefined) return own;
  const other = valuesOf(rollout, minus);
  return own.map((value, t) => (value === null || other[t] === null ? null : value - other[t]!));
}

export interface TokenScale {
  readonly kind: 'sign' | 'strength';
  /** Without a colour, and in full colour. */
  readonly from: number;
  readonly full: number;
}

/** null where there is no number. */
export function scaleOf(values: readonly (number | null)[]): TokenScale | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const [low, high] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  if (low! < 0 && high! > 0) return { kind: 'sign', from: 0, full: Math.max(-low!, high!) };
  return { kind: 'strength', from: low!, full: high! > low! ? high! : low! + 1 };
}
