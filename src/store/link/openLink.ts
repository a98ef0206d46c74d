// What: applies a link to the page: settings, access, layout, prompts; rewards only after the visitor has agreed.
import { shippedRewards } from './shippedRewards.ts';
import type { Config } from '../../config/config.ts';
import { OPEN_ACCESS, setAccess } from '../access.ts';
import { say, unsay } from '../actions.ts';
import { setConfig } from '../engine/configActions.ts';
import { isConnected } from '../engine/engine.ts';
import { applyLayout } from '../layout/layoutChoices.ts';
import { replaceRewards, useOwnRewards } from '../engine/ownRewards.ts';
import { editPrompts } from '../prompts/promptHistory.ts';
import { draftsOfRecords } from '../records/promptDrafts.ts';
import { askForRewards } from '../share/rewardQuestion.ts';
import { useStore } from '../store.ts';
import { LinkError, readLink } from './decodeLink.ts';
import { unknownRewardsSentence, withKnownRewards } from './knownRewards.ts';
import { emptyLink } from './linkState.ts';
import type { LinkState } from './linkState.ts';
import { LINK_TEXTS } from '../texts/link.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';

async function takeConfig(config: Config): Promise<void> {
  if (isConnected()) await setConfig(config);
  else useStore.setState({ config });
}

/** Columns whose reward is not here are left out and named; `pending` are those that the visitor is still asked about. */
async function takeKnown(config: Config, pending: readonly string[]): Promise<void> {
  const own = useOwnRewards.getState().ownRewards.map(({ name }) => name);
  const known = [...shippedRewards(), ...own];
  const taken = withKnownRewards(config, known);
  await takeConfig(taken.config);
  const unknown = taken.unknown.filter((name) => !pending.includes(name));
  if (unknown.length > 0) say(unknownRewardsSentence({ ...taken, unknown }, known));
}

async function apply(state: LinkState): Promise<void> {
  const { access, layout, prompts, selected, rewards, config } = state;
  setAccess(access);
  applyLayout(layout);
  if (prompts.length > 0) {
    const drafts = await draftsOfRecords(prompts);
    editPrompts(
      {
        what: PROMPT_TEXTS.did.linkOpened,
        select: (drafts.find(({ id }) => id === selected) ?? drafts[0])?.id ?? null,
      },
      () => drafts,
    );
  }
  await takeKnown(
    config,
    rewards.map(({ name }) => name),
  );
  if (rewards.length === 0) return;
  // Not waited for: the page opens and the model loads while the question stands.
  void askForRewards(rewards, 'link').then(async (use) => {
    if (!use) return say(LINK_TEXTS.rewardsLeftOut);
    await replaceRewards(rewards);
    await takeKnown(config, []);
  });
}

/** True if the link was used; otherwise a message was shown and the default settings apply. */
export async function openLink(hash: string): Promise<boolean> {
  unsay();
  try {
    const { state, notes } = await readLink(hash);
    await apply(state);
    for (const note of notes) say(note);
    return true;
  } catch (error) {
    setAccess(OPEN_ACCESS);
    await takeConfig(emptyLink().config);
    say(error instanceof LinkError ? error.message : LINK_TEXTS.unusable((error as Error).message));
    return false;
  }
}
