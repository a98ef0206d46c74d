// What: which rewards of the run read which fields of the truth, and the sentence about a prompt that has none of what one of them reads.
import { blindReward, truthRead } from '../../4-rewards/truthFields.ts';
import type { TruthReaders } from '../../4-rewards/truthFields.ts';
import { truthOf } from '../../4-rewards/truthParts.ts';
import type { Config } from '../../config/config.ts';
import { rewardUsesOf } from '../../config/uses.ts';
import { isShipped, shippedText } from '../editor/rewardText.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import type { RewardRecord } from '../records/rewardRecord.ts';
import { useStore } from '../store.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';
import type { PromptDraft } from './promptDraft.ts';

function textOf(name: string, own: readonly RewardRecord[]): string {
  const edited = own.find((reward) => reward.name === name);
  return edited?.wgsl ?? (isShipped(name) ? shippedText(name) : '');
}

/** A reward that weighs nothing is only watched; it needs nothing. */
export const truthReaders = (config: Config, own: readonly RewardRecord[]): TruthReaders =>
  new Map(
    rewardUsesOf(config).flatMap(({ block, as, weight }) =>
      weight === 0 ? [] : [[as, truthRead(textOf(block, own))] as const],
    ),
  );

let last: { readonly config: Config; readonly own: readonly RewardRecord[]; readonly readers: TruthReaders } | null =
  null;

/** The same map as long as neither settings nor texts of rewards have changed. */
export function useTruthReaders(): TruthReaders {
  const config = useStore((state) => state.config);
  const own = useOwnRewards((state) => state.ownRewards);
  if (last?.config !== config || last.own !== own) last = { config, own, readers: truthReaders(config, own) };
  return last.readers;
}

/** null where every reward finds something to compare with. */
export function unfilledSentence(prompt: PromptDraft, readers: TruthReaders): string | null {
  const blind = blindReward(truthOf(prompt), readers);
  return blind && PROMPT_TEXTS.unfilled(prompt.name, blind[1], blind[0]);
}
