// What: the parts of an answer with their text, their numbers, and the crops that came back behind them. Parts are units (turns, sentences …),
// or, of a signal per token, neighbouring tokens that share a number other than 0.
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

/** Units made of runs of equal numbers. */
function runsOf(rollout: RolloutView, signal: string): RolloutUnits | undefined {
  const values: unknown = rollout.signals?.[signal];
  if (!(values instanceof Float32Array)) return undefined;
  const of = new Int32Array(values.length).fill(-1);
  const numbers: number[] = [];
  values.forEach((value, t) => {
    if (value === 0 || !Number.isFinite(value)) return;
    if (value !== values[t - 1]) numbers.push(value);
    of[t] = numbers.length - 1;
  });
  return { kind: 'step', of, values: { [signal]: Float32Array.from(numbers) } };
}

export function partsOf(
  rollout: RolloutView,
  {
    unit,
    bars,
    line,
  }: { readonly unit?: string | undefined; readonly bars: string; readonly line?: string | undefined },
): readonly UnitPart[] {
  const units = unit === undefined ? runsOf(rollout, bars) : unitsIn(rollout, unit);
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
