// What: the signals that the visitor's own reward shaders read, from their headers; those of the built-in ones are in the
//   recipe check (config/missingSignals.ts).
import { rewardByName } from '../../4-rewards/registry.ts';
import type { SignalName } from '../../blocks/signals.ts';
import type { Config } from '../../config/config.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';

export const rewardNeeds = ({ reward }: Config, edits: RewardEdits): SignalName[] =>
  reward.reward_funcs.filter(({ block }) => block in edits).flatMap(({ block }) => rewardByName(block, edits).needs);
