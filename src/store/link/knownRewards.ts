// What: reward_funcs that nobody here knows leave a configuration with their weights, and are named in one sentence.
import type { Config } from '../../config/config.ts';
import { nearestName } from '../../config/knobTable.ts';
import { withLeaf } from '../../config/setLeaf.ts';

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

const quoted = (name: string) => `“${name.slice(0, 40)}”`;

/** Asked for only where some are unknown. */
export function unknownRewardsSentence({ unknown, replaced }: KnownRewards, known: readonly string[]): string {
  const missing =
    unknown.length === 1
      ? `There is no reward ${quoted(unknown[0]!)} here; did you mean “${nearestName(unknown[0]!, known)}”? It was`
      : `There are no rewards ${unknown.slice(0, 5).map(quoted).join(', ')} here; they were`;
  const instead = replaced ? ` The run uses “${LAST_RESORT}” alone.` : '';
  return `${missing} left out; the rest of the link holds.${instead}`;
}
