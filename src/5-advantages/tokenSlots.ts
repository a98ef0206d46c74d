// What: which tokens an objective is about: the unit of each, the span, and which units a rollout has.
// Shapes: R rollouts, T tokens, U units.
import type { UnitsByKind } from '../blocks/signals.ts';
import type { Groups, Objective, ObjectiveUnit } from './types.ts';

export interface TokenLayout extends Groups {
  readonly maxTokens: number;
  /** [R × T] 0 where a token is not the policy's own; absent = all tokens of the completion are. */
  readonly own?: ArrayLike<number>;
  readonly units?: UnitsByKind;
  /** [R × T] bit s = the token lies in span s; `spanNames[s]`. */
  readonly tokenSpans?: Int32Array;
  readonly spanNames?: readonly string[];
}

export interface Slots {
  /** [R × T] unit of each token; −1 = none. */
  readonly of: Int32Array;
  /** U */
  readonly count: number;
  /**
   * [R × U] 0 = the rollout has no such unit, 1 = it has, 2 = it has, and tokens of no unit follow before the next, 3 = such a
   * token in mid-completion, where tokens are the units.
   */
  readonly states: Uint32Array;
}

const isOwn = ({ lengths, maxTokens, own }: TokenLayout, i: number) =>
  i % maxTokens < lengths[Math.floor(i / maxTokens)]! && (own?.[i] ?? 1) > 0.5;

/** A unit of the rollout, with or without a gap behind it. */
export const isThere = (state: number): boolean => state === 1 || state === 2;

function statesOf({ lengths, maxTokens }: TokenLayout, of: Int32Array, count: number, tokens: boolean): Uint32Array {
  const states = new Uint32Array(lengths.length * count);
  lengths.forEach((length, r) => {
    let last = -1;
    for (let t = 0; t < length; t++) {
      const unit = of[r * maxTokens + t]!;
      if (unit >= 0) states[r * count + unit] = 1;
      else if (last >= 0) states[r * count + last] = 2;
      if (unit >= 0) last = unit;
      else if (tokens) states[r * count + t] = 3;
    }
  });
  return states;
}

/** The units of a kind; without a kind the completion is the one unit. */
export function slotsOf(layout: TokenLayout, unit: ObjectiveUnit | undefined, name: string): Slots {
  const { maxTokens, lengths, units } = layout;
  const given = unit && unit !== 'token' ? units?.[unit] : undefined;
  if (unit && unit !== 'token' && !given) {
    throw new Error(
      `Objective ${name} is about units of the kind “${unit}”; this recipe's sampler and grammar make none.`,
    );
  }
  const count = given ? given.count : unit ? maxTokens : 1;
  const of = Int32Array.from({ length: lengths.length * maxTokens }, (_, i) => {
    if (!isOwn(layout, i)) return -1;
    return given ? given.of[i]! : unit ? i % maxTokens : 0;
  });
  return { of, count, states: statesOf(layout, of, count, unit === 'token') };
}

/** The tokens that get something: those of a unit that lie in the span, if one is named. */
export function tokensOf({ tokenSpans, spanNames }: TokenLayout, { of }: Slots, { span, name }: Objective): Int32Array {
  if (span === undefined) return of;
  const bit = spanNames?.indexOf(span) ?? -1;
  if (bit < 0 || !tokenSpans) {
    const known = spanNames?.join(', ') ?? 'none';
    throw new Error(
      `Objective ${name} is about the span “${span}”, which the grammar does not have (it has ${known}).`,
    );
  }
  return of.map((unit, i) => (((tokenSpans[i]! >>> bit) & 1) === 1 ? unit : -1));
}

/** [R × T] 1 = a token of a completion that counts. */
export const countedTokens = (layout: TokenLayout): Uint32Array =>
  Uint32Array.from({ length: layout.lengths.length * layout.maxTokens }, (_, i) =>
    isOwn(layout, i) && (layout.counted?.[Math.floor(i / layout.maxTokens)] ?? 1) === 1 ? 1 : 0,
  );
