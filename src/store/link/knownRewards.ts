// What: rewards that are unknown here are removed from a configuration with their weights and knobs, and are named in one sentence.
import type { Config } from '../../config/config.ts';
import { nearestName } from '../../config/checkValue.ts';
import { withLeaf } from '../../config/setLeaf.ts';
import { LINK_TEXTS } from '../texts/link.ts';

/** What a run adds up where none of the wanted rewards is left: it needs no truth. */
const LAST_RESORT = 'format';

export interface KnownRewards {
  readonly config: Config;
  /** Names that were left out. */
  readonly unknown: readonly string[];
  /** None was left, so the last resort is used. */
  readonly replaced: boolean;
}

export function withKnownRewards(config: Config, known: readonly string[]): KnownRewards {
  const wanted = config.reward.reward_funcs;
  const unknown = [...new Set(wanted.map(({ block }) => block))].filter((name) => !known.includes(name));
  if (unknown.length === 0) return { config, unknown, replaced: false };
  const kept = wanted.filter(({ block }) => known.includes(block));
  const replaced = kept.length === 0;
  return { config: withLeaf(config, 'reward_funcs', replaced ? [{ block: LAST_RESORT }] : kept), unknown, replaced };
}

/** Asked for only where some are unknown. */
export function unknownRewardsSentence({ unknown, replaced }: KnownRewards, known: readonly string[]): string {
  const { unknownReward, unknownRewards, oneReward } = LINK_TEXTS;
  const [first = ''] = unknown;
  const missing = unknown.length === 1 ? unknownReward(first, nearestName(first, known)) : unknownRewards(unknown);
  return `${missing}${replaced ? oneReward(LAST_RESORT) : ''}`;
}
