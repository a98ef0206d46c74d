// What: a shade for every further number that tokens carry: named as the signal, its scale from what the group has of it.
// Formula: a signal with both signs diverges from 0; any other runs from its smallest to its largest value of the group.
import { SIGNAL_SHADE } from '../../store/group/groupView.ts';
import type { TokenFacts } from '../../store/group/tokenFacts.ts';
import { shortNumber } from '../shortNumber.ts';
import { SHADE_TEXTS, signalHelp } from '../texts/shades.ts';
import { SHADES } from './shades.ts';
import type { Shade } from './shades.ts';

const ORDER = 80;

type Rollouts = readonly (readonly TokenFacts[])[];

/** Names of the signals of a group, in the order in which they first come. */
export const signalsIn = (rollouts: Rollouts): readonly string[] => [
  ...new Set(rollouts.flatMap((tokens) => Object.keys(tokens[0]?.further ?? {}))),
];

function endsOf(name: string, rollouts: Rollouts): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const tokens of rollouts) {
    for (const { further } of tokens) {
      const value = further[name];
      if (value === undefined || value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : [0, 0];
}

function shadeOfSignal(name: string, rollouts: Rollouts): Shade {
  const [low, high] = endsOf(name, rollouts);
  const sign = low < 0 && high > 0;
  const full = sign ? Math.max(-low, high) : high > low ? high : low + 1;
  return {
    id: `${SIGNAL_SHADE}${name}`,
    title: name,
    help: signalHelp(sign),
    order: ORDER,
    scale: sign ? 'sign' : 'strength',
    from: sign ? 0 : low,
    full,
    value: ({ further }) => further[name] ?? null,
    write: shortNumber,
  };
}

/** Those with a file, then one per signal that the tokens of the group carry. */
export const shadesOf = (rollouts: Rollouts): readonly Shade[] => [
  ...SHADES,
  ...signalsIn(rollouts).map((name) => shadeOfSignal(name, rollouts)),
];

/** Of a signal that this group has not: it stays chosen, and shades nothing. */
function absentShade(id: string): Shade | undefined {
  return id.startsWith(SIGNAL_SHADE)
    ? { ...shadeOfSignal(id.slice(SIGNAL_SHADE.length), []), help: SHADE_TEXTS.absent }
    : undefined;
}

export const shadeOf = (id: string, shades: readonly Shade[]): Shade =>
  shades.find((shade) => shade.id === id) ?? absentShade(id) ?? SHADES[0]!;
