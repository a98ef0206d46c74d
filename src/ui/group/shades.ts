// What: the ways to shade tokens. A new one is one new file `src/ui/group/shades/<name>.ts` with `export const shade: Shade`,
// and its words in `texts/shades.ts`. Further signals that a group carries have a shade each without a file (signalShades.ts).
import type { TokenFacts } from '../../store/group/tokenFacts.ts';

export interface Shade {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Place in the list. */
  readonly order: number;
  /** 'strength': from nothing to full; 'sign': blue below zero, orange above. */
  readonly scale: 'strength' | 'sign';
  /** The value at which the shade begins; absent = 0. */
  readonly from?: number;
  /** The value at which the shade is full; 'largest' = the largest of the group. */
  readonly full: number | 'largest';
  /** The engine has to be asked for it. */
  readonly asked?: boolean;
  readonly value: (token: TokenFacts) => number | null;
  readonly write: (value: number) => string;
}

const files = import.meta.glob<Shade>('./shades/*.ts', { eager: true, import: 'shade' });
export const SHADES: readonly Shade[] = Object.values(files).sort((a, b) => a.order - b.order);

/** What counts as full for these tokens. */
export function fullOf({ full, value }: Shade, rollouts: readonly (readonly TokenFacts[])[]): number {
  if (full !== 'largest') return full;
  let largest = 0;
  for (const tokens of rollouts) for (const token of tokens) largest = Math.max(largest, Math.abs(value(token) ?? 0));
  return largest || 1;
}

/** Background of a token: empty where there is nothing to show. */
export function backgroundOf({ scale, value, from = 0 }: Shade, full: number, token: TokenFacts): string | undefined {
  const found = value(token);
  if (found === null) return undefined;
  return colourOf((found - from) / (full - from), scale);
}

/** `share`: −1 … 1 of the scale, below 0 only where it has a sign; empty where it is nearly 0. */
export function colourOf(whole: number, scale: Shade['scale']): string | undefined {
  const share = Math.max(-1, Math.min(1, whole));
  const strength = Math.round(Math.abs(share) * 62);
  if (strength === 0) return undefined;
  const colour = scale === 'strength' ? '--shade-strength' : share < 0 ? '--shade-below' : '--shade-above';
  return `color-mix(in srgb, var(${colour}) ${strength}%, transparent)`;
}
