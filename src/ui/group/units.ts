// What: the parts of answers (turns, sentences …) as they are drawn: which kind, brackets under the tokens, scales of the bars.
// Formula: a bar is full at the largest |value| of its name in the group.
import type { RolloutUnits, RolloutView } from '../../training/protocol.ts';

export const NO_UNITS = 'none';

/** Run files may bring anything under this name. */
const unitsIn = ({ units }: RolloutView): readonly RolloutUnits[] =>
  (Array.isArray(units) ? (units as readonly RolloutUnits[]) : []).filter(({ of }) => of instanceof Int32Array);

/** Kinds of the parts of a group, in the order in which they come. */
export const kindsIn = (rollouts: readonly RolloutView[]): readonly string[] => [
  ...new Set(rollouts.flatMap((rollout) => unitsIn(rollout).map(({ kind }) => String(kind)))),
];

/** The chosen kind where the group has it; else the first one. */
export function shownKind(rollouts: readonly RolloutView[], chosen: string | null): string | null {
  if (chosen === NO_UNITS) return null;
  const kinds = kindsIn(rollouts);
  return kinds.find((kind) => kind === chosen) ?? kinds[0] ?? null;
}

export const unitsOf = (rollout: RolloutView, kind: string | null): RolloutUnits | undefined =>
  kind === null ? undefined : unitsIn(rollout).find((units) => units.kind === kind);

/** Classes of a token: its part, and whether the bracket begins or ends at it. */
export function bracketOf(units: RolloutUnits | undefined, t: number): string | undefined {
  const part = units?.of[t] ?? -1;
  if (!units || part < 0) return undefined;
  const first = units.of[t - 1] !== part;
  const last = units.of[t + 1] !== part;
  return `unit${first ? ' first' : ''}${last ? ' last' : ''}`;
}

export type UnitScales = ReadonlyMap<string, number>;

const valuesOf = ({ values }: RolloutUnits) =>
  Object.entries(values ?? {}).filter(([, array]) => array instanceof Float32Array);

export function scalesOf(rollouts: readonly RolloutView[], kind: string | null): UnitScales {
  const scales = new Map<string, number>();
  for (const rollout of rollouts) {
    const units = unitsOf(rollout, kind);
    for (const [name, array] of units ? valuesOf(units) : []) {
      const largest = array.reduce((most, value) => Math.max(most, Math.abs(value) || 0), scales.get(name) ?? 0);
      scales.set(name, largest);
    }
  }
  return scales;
}

export interface UnitBar {
  readonly name: string;
  readonly value: number;
  /** −1 … 1 of the scale. */
  readonly share: number;
}

/** The bars of every part; none for a part without numbers. */
export function barsOf(units: RolloutUnits, scales: UnitScales): readonly (readonly UnitBar[])[] {
  const values = valuesOf(units);
  const parts = Math.max(0, ...values.map(([, array]) => array.length));
  return Array.from({ length: parts }, (_, part) =>
    values.flatMap(([name, array]) => {
      const value = array[part];
      if (value === undefined || !Number.isFinite(value)) return [];
      return [{ name, value, share: value / (scales.get(name) || 1) }];
    }),
  );
}
