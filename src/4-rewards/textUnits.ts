// What: the units (sentences, steps, items) of parsed completions, by the rules of their grammar; made where a block asks for them.
// Shapes: units [R × T].
import type { UnitKind, Units } from '../blocks/signals.ts';
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import { unitRule } from './grammar.ts';
import type { UnitRule } from './grammarUnits.ts';
import { spanSlot } from './tagTable.ts';
import type { ParsedCompletions } from './types.ts';

const SEPARATOR_WORDS = 4;

/** Length and bytes of each text. */
export function packSeparators(texts: readonly string[]): Uint32Array {
  const words = new Uint32Array(texts.length * SEPARATOR_WORDS);
  texts.forEach((text, s) => {
    const bytes = new TextEncoder().encode(text);
    words[s * SEPARATOR_WORDS] = bytes.length;
    bytes.forEach((byte, k) => (words[s * SEPARATOR_WORDS + 1 + (k >> 2)]! |= byte << (8 * (k & 3))));
  });
  return words;
}

/** Throws a GrammarError where the grammar has no rule for units of that kind. */
export async function textUnits(compute: Compute, parsed: ParsedCompletions, kind: UnitKind): Promise<Units> {
  const rule = unitRule(parsed.grammar, kind);
  const { rollouts, maxTokens, bytesPerRollout, lengths, completionBytes, tokenStarts, spans } = parsed;
  const { units } = await compute.run('4-rewards/textUnits', {
    params: {
      ...{ rollouts, maxTokens, bytesPerRollout },
      slot: spanSlot(parsed.spanNames, rule.in),
      separatorCount: rule.after.length,
      atSpace: Number(rule.atSpace),
      each: Number(rule.each),
    },
    inputs: { completionBytes, tokenStarts, lengths, spans, separators: packSeparators(rule.after) },
    outputs: { units: rollouts * maxTokens },
    dispatch: { invocations: rollouts },
  });
  try {
    const of = rule.parts ? await partsOf(compute, parsed, units!, rule.parts) : ((await units!.read()) as Int32Array);
    return { of, count: of.reduce((most, unit) => Math.max(most, unit + 1), 1) };
  } finally {
    units!.destroy();
  }
}

async function partsOf(
  compute: Compute,
  { rollouts, maxTokens, bytesPerRollout, lengths, completionBytes, tokenStarts }: ParsedCompletions,
  units: DeviceArray,
  { at, words }: NonNullable<UnitRule['parts']>,
): Promise<Int32Array> {
  const { parts } = await compute.run('4-rewards/unitParts', {
    params: { rollouts, maxTokens, bytesPerRollout, separatorCount: at.length, words },
    inputs: { completionBytes, tokenStarts, lengths, units, separators: packSeparators(at) },
    outputs: { parts: rollouts * maxTokens },
    dispatch: { invocations: rollouts },
  });
  try {
    return (await parts!.read()) as Int32Array;
  } finally {
    parts!.destroy();
  }
}
