// What: the parts of an answer (turns, sentences …) with their text, their numbers, and the crops that came back behind them.
import type { RolloutUnits, RolloutView } from '../../../training/protocol.ts';

export interface UnitPart {
  readonly text: string;
  /** null where the part has no such number. */
  readonly bar: number | null;
  readonly line: number | null;
  readonly crops: NonNullable<RolloutView['looks']>;
}

/** Run files may bring anything under this name. */
const unitsIn = ({ units }: RolloutView, kind: string): RolloutUnits | undefined =>
  (Array.isArray(units) ? (units as readonly RolloutUnits[]) : []).find(
    (one) => one.kind === kind && one.of instanceof Int32Array,
  );

function numberAt(values: unknown, at: number): number | null {
  const value = values instanceof Float32Array ? values[at] : undefined;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

export function partsOf(
  rollout: RolloutView,
  { unit, bars, line }: { readonly unit: string; readonly bars: string; readonly line?: string | undefined },
): readonly UnitPart[] {
  const units = unitsIn(rollout, unit);
  if (!units?.values[bars]) return [];
  const count = units.of.reduce((most, part) => Math.max(most, part + 1), 0);
  return Array.from({ length: count }, (_, part) => {
    const places = [...units.of.keys()].filter((t) => units.of[t] === part);
    const [first, end] = [places[0] ?? 0, (places.at(-1) ?? -1) + 1];
    return {
      text: places.map((t) => rollout.tokens[t]?.text ?? '').join(''),
      bar: numberAt(units.values[bars], part),
      line: line === undefined ? null : numberAt(units.values[line], part),
      crops: (rollout.looks ?? []).filter(({ after }) => after > first && after <= end),
    };
  });
}
