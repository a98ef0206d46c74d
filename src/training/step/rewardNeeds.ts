// What: the signals that the rewards of a configuration read, from their headers.
import { rewardByName } from '../../4-rewards/registry.ts';
import type { SignalName } from '../../blocks/signals.ts';
import type { Config } from '../../config/config.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';

export const rewardNeeds = ({ reward }: Config, edits: RewardEdits): SignalName[] =>
  reward.reward_funcs.flatMap(({ block }) => rewardByName(block, edits).needs);
