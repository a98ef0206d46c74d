// What: reward_funcs that nobody here knows leave a configuration with their weights, and are named in one sentence.
import type { Config } from '../../config/config.ts';
import { nearestName } from '../../config/knobTable.ts';
import { withLeaf } from '../../config/setLeaf.ts';
import { LINK_TEXTS } from '../texts/link.ts';

/** What a run adds up where none of the wanted rewards is left: it needs no truth. */
const LAST_RESORT = 'format';

export interface KnownRewards {
  readonly config: Config;
  /** Names that were left out. */
  readonly unknown: readonly string[];
  /** None was left, so the last resort stands in. */
  readonly replaced: boolean;
}

export function withKnownRewards(config: Config, known: readonly string[]): KnownRewards {
  const wanted = config.reward.reward_funcs;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0) return { config, unknown, replaced: false };
  const names = wanted.filter((name) => known.includes(name));
  const weights = config.composition.reward_weights.filter((_, i) => known.includes(wanted[i]!));
  const replaced = names.length === 0;
  const kept = withLeaf(config, 'reward_funcs', replaced ? [LAST_RESORT] : names);
  return { config: withLeaf(kept, 'reward_weights', weights), unknown, replaced };
}

/** Asked for only where some are unknown. */
export function unknownRewardsSentence({ unknown, replaced }: KnownRewards, known: readonly string[]): string {
  const { unknownReward, unknownRewards, oneReward } = LINK_TEXTS;
  const [first = ''] = unknown;
  const missing = unknown.length === 1 ? unknownReward(first, nearestName(first, known)) : unknownRewards(unknown);
  return `${missing}${replaced ? oneReward(LAST_RESORT) : ''}`;
}
