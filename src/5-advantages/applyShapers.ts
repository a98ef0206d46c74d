// What: the shapers of a recipe, one after the other: [R × T] → [R × T].
// Source: SYSTEMS A7, A8: they come after normalisation; folded into the reward they would be distorted by it (PRL).
import type { Own } from '../blocks/block.ts';
import type { Shaper } from '../blocks/seams.ts';
import type { Scored } from '../blocks/step.ts';

export interface ShaperUse {
  readonly block: Shaper;
  readonly own: Own;
}

export interface ShapedAdvantages {
  /** [R × T] */
  readonly advantages: Float32Array;
  readonly metrics: Readonly<Record<string, number>>;
}

export async function applyShapers(
  step: Scored,
  unshaped: Float32Array,
  uses: readonly ShaperUse[],
): Promise<ShapedAdvantages> {
  let advantages = unshaped;
  const metrics: Record<string, number> = {};
  for (const { block, own } of uses) {
    const made = await block.shape(step, advantages, own, unshaped);
    const shaped = made instanceof Float32Array ? { advantages: made, metrics: {} } : made;
    if (shaped.advantages.length !== unshaped.length) {
      throw new Error(
        `Shaper ${own.as} gave ${shaped.advantages.length} advantages for ${unshaped.length} tokens; it must give one per token.`,
      );
    }
    if (!shaped.advantages.every(Number.isFinite)) {
      throw new Error(`Shaper ${own.as} gave an advantage that is not a number; check its signal and its knobs.`);
    }
    advantages = shaped.advantages;
    for (const [name, value] of Object.entries(shaped.metrics)) {
      if (name in metrics) throw new Error(`Two shapers give the metric ${name}: give one of them another name (as).`);
      metrics[name] = value;
    }
  }
  return { advantages, metrics };
}
