// What: the rewards of a run that no prompt gives anything to compare with, one sentence each: such a run would learn nothing from them.
import { truthRead, blindReward } from '../4-rewards/truthFields.ts';
import type { Truth } from '../4-rewards/types.ts';
import { fieldInWords } from '../4-rewards/truthValues.ts';
import type { Config } from '../config/config.ts';
import { rewardUsesOf } from '../config/uses.ts';
import { shaderNames, shaderText } from '../gpu/kernels.ts';

export function blindRewards(config: Config, truths: readonly Truth[]): string[] {
  return rewardUsesOf(config).flatMap(({ block, as, weight }) => {
    const file = `4-rewards/${block}`;
    const fields = weight !== 0 && shaderNames().includes(file) ? truthRead(shaderText(file)) : [];
    const isBlind = truths.length > 0 && truths.every((truth) => blindReward(truth, new Map([[as, fields]])) !== null);
    const words = fields.map(fieldInWords).join(' or ');
    return isBlind
      ? [`No prompt has ${words} for the reward ${as}; add this to the prompts, or leave the reward out.`]
      : [];
  });
}
