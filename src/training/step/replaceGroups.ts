// What: two samplings of one step as one: the rollouts of some groups are those of the second, all others those of the first.
// Shapes: P places, G generations, R = P·G rollouts, T tokens, U units; arrays keep their shapes, U is the larger one.
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Signal, SignalName, UnitKind, Units, UnitsByKind } from '../../blocks/signals.ts';
import type { Sampled } from '../../blocks/step.ts';

type Drawn = Pick<Sampled, 'rollouts' | 'signals' | 'units'>;
type Flat = Float32Array | Int32Array | Uint8Array;
type Turns = NonNullable<Rollouts['turns']>;

/** Takes rows of arrays from the one or the other. */
class Choice {
  private readonly second: readonly boolean[];

  constructor(
    private readonly generations: number,
    private readonly places: number,
    groups: readonly number[],
  ) {
    this.second = Array.from({ length: places }, (_, p) => groups.includes(p));
  }

  isSecond = (rollout: number): boolean => this.second[Math.floor(rollout / this.generations)]!;

  perPlace = <A extends Flat>(first: A, second: A): A => this.rows(first, second, this.places, (p) => this.second[p]!);

  /** [R × anything] */
  perRollout = <A extends Flat>(first: A, second: A): A =>
    this.rows(first, second, this.places * this.generations, this.isSecond);

  /** What belongs to one rollout each. */
  list = <T extends { readonly row: number }>(first: readonly T[], second: readonly T[]): T[] => [
    ...first.filter(({ row }) => !this.isSecond(row)),
    ...second.filter(({ row }) => this.isSecond(row)),
  ];

  private rows<A extends Flat>(first: A, second: A, count: number, isSecond: (row: number) => boolean): A {
    if (first.length !== second.length) {
      throw new Error(
        'The step was drawn again with arrays of another size: turn dynamic_sample off, or take a sampler with a fixed length.',
      );
    }
    const width = first.length / count;
    const made = first.slice() as A;
    for (let row = 0; row < count; row++)
      if (isSecond(row)) made.set(second.subarray(row * width, (row + 1) * width), row * width);
    return made;
  }
}

function turnsOf(by: Choice, first: Turns, second: Turns): Turns {
  const looks = by.list(first.looks, second.looks);
  const callsOf = by.perRollout(first.callsOf, second.callsOf);
  const calls = callsOf.reduce((sum, own) => sum + own, 0);
  return { looks, calls, failures: calls - looks.length, callsOf };
}

function rolloutsOf(by: Choice, first: Rollouts, second: Rollouts): Rollouts {
  const { observations: before = [], ...rows } = first.rows;
  const observations = by.list(before, second.rows.observations ?? []);
  return {
    ...first,
    tokens: by.perRollout(first.tokens, second.tokens),
    lengths: by.perRollout(first.lengths, second.lengths),
    truncated: by.perRollout(first.truncated, second.truncated),
    oldLogProbs: by.perRollout(first.oldLogProbs, second.oldLogProbs),
    entropies: by.perRollout(first.entropies, second.entropies),
    rows: {
      ...rows,
      inputTokens: by.perRollout(rows.inputTokens, second.rows.inputTokens),
      lengths: by.perRollout(rows.lengths, second.rows.lengths),
      ids: by.perRollout(rows.ids, second.rows.ids),
      ...(observations.length > 0 && { observations }),
    },
    ...(first.turns && { turns: turnsOf(by, first.turns, second.turns!) }),
    texts: first.texts.map((text, r) => (by.isSecond(r) ? second.texts[r]! : text)),
  };
}

/** [R × from] → [R × to]; units that no rollout has are 0. */
function widened(values: Float32Array, from: number, to: number): Float32Array {
  const rows = values.length / from;
  const made = new Float32Array(rows * to);
  for (let r = 0; r < rows; r++) made.set(values.subarray(r * from, (r + 1) * from), r * to);
  return made;
}

function signalOf(
  by: Choice,
  one: Signal,
  other: Signal,
  countsOf: (kind: UnitKind) => readonly [number, number],
): Signal {
  if (one.shape === 'prompt') return { ...one, values: by.perPlace(one.values, other.values) };
  if (one.shape !== 'unit') return { ...one, values: by.perRollout(one.values, other.values) };
  const [first, second] = countsOf(one.unit!);
  const most = Math.max(first, second);
  const values = by.perRollout(widened(one.values, first, most), widened(other.values, second, most));
  return { ...one, values };
}

function unitsOf(by: Choice, first: UnitsByKind, second: UnitsByKind): UnitsByKind {
  const merged = Object.entries(first).map(([kind, { of, count }]): [string, Units] => {
    const other = second[kind as UnitKind]!;
    return [kind, { of: by.perRollout(of, other.of), count: Math.max(count, other.count) }];
  });
  return Object.fromEntries(merged);
}

/** Signals that the second sampling does not have (columns: stage 4 makes them) are left out. */
export function replaceGroups(first: Drawn, second: Drawn, groups: readonly number[]): Drawn {
  const { promptCount, generations } = first.rollouts;
  const by = new Choice(generations, promptCount, groups);
  const countsOf = (kind: UnitKind) => [first.units[kind]!.count, second.units[kind]!.count] as const;
  const signals = new Map<SignalName, Signal>();
  for (const [name, signal] of first.signals) {
    const other = second.signals.get(name);
    if (other) signals.set(name, signalOf(by, signal, other, countsOf));
  }
  return {
    rollouts: rolloutsOf(by, first.rollouts, second.rollouts),
    signals,
    units: unitsOf(by, first.units, second.units),
  };
}
