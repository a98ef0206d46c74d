// What: which presets a reward does not see through: they get as much as a perfect answer, or more.
import type { PresetName } from '../../training/sandbox/sandboxTypes.ts';

export interface Paid {
  readonly name: string;
  readonly value: number;
}

export interface Hacks {
  readonly perfect: number;
  /** More than the perfect answer. */
  readonly more: readonly Paid[];
  /** As much. */
  readonly equal: readonly Paid[];
}

const PERFECT: PresetName = 'perfect';
/** Float32 shaders round. */
const ALIKE = 1e-5;

/** null where there is no perfect answer to compare with. */
export function hacksOf(paid: readonly Paid[]): Hacks | null {
  const perfect = paid.find(({ name }) => name === PERFECT)?.value;
  if (perfect === undefined) return null;
  const slack = ALIKE * Math.max(1, Math.abs(perfect));
  const others = paid.filter(({ name }) => name !== PERFECT);
  return {
    perfect,
    more: others.filter(({ value }) => value > perfect + slack),
    equal: others.filter(({ value }) => Math.abs(value - perfect) <= slack),
  };
}
