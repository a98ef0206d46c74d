// What: sentences, steps and items of the completions, by the rules of the grammar, where a block or a reward asks for them
//   (`unit/<kind>`): probes and rewards then have them beside the units of the sampler.
// Shapes: units [R × T].
import type { Rollouts } from '../../3-rollouts/types.ts';
import { TEXT_UNITS } from '../../4-rewards/grammarUnits.ts';
import { textUnits } from '../../4-rewards/textUnits.ts';
import type { SignalName, Units, UnitsByKind } from '../../blocks/signals.ts';
import { parseRollouts } from './scoreCompletions.ts';
import type { Scorer } from './scoreCompletions.ts';

export async function textUnitsOf(
  step: Omit<Scorer, 'edits' | 'step'>,
  rollouts: Rollouts,
  given: UnitsByKind,
  needed: ReadonlySet<SignalName>,
): Promise<UnitsByKind> {
  const wanted = TEXT_UNITS.filter((kind) => needed.has(`unit/${kind}`) && !given[kind]);
  if (wanted.length === 0) return given;
  const parsed = await parseRollouts(step, rollouts);
  try {
    const made: [string, Units][] = [];
    for (const kind of wanted) made.push([kind, await textUnits(step.compute, parsed, kind)]);
    return { ...given, ...Object.fromEntries(made) };
  } finally {
    parsed.destroy();
  }
}
