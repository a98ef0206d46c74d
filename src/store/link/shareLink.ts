// What: the page as it is now → a link, with a choice of what to include; its length, and what did not fit.
import { OPEN_ACCESS } from '../access.ts';
import type { Access } from '../access.ts';
import { readLayout } from '../layout/layoutChoices.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { useStore } from '../store.ts';
import { encodeLink, MAX_LINK } from './encodeLink.ts';
import { linkPictures } from './linkPictures.ts';
import { emptyLink } from './linkState.ts';
import type { LinkState } from './linkState.ts';

export interface LinkChoice {
  readonly settings: boolean;
  readonly pictures: boolean;
  readonly rewards: boolean;
  readonly layout: boolean;
  readonly access: Access;
}

export interface SharedLink {
  readonly address: string;
  readonly length: number;
  readonly prompts: number;
  /** Names of prompts that had no room. */
  readonly leftOut: readonly string[];
  readonly shrunk: number;
  readonly tooLong: boolean;
}

/** What gzip and base64url make of the settings around the pictures. */
const ROOM_FOR_SETTINGS = 1500;

/** `over`: parts that are not those of the page. */
export async function shareLink(choice: LinkChoice, over: Partial<LinkState> = {}): Promise<SharedLink> {
  const { config, prompts, selectedPrompt } = useStore.getState();
  const rewards = choice.rewards ? useOwnRewards.getState().ownRewards : [];
  const bare: LinkState = {
    ...emptyLink(),
    ...(choice.settings ? { config } : {}),
    access: choice.access ?? OPEN_ACCESS,
    layout: choice.layout ? readLayout() : {},
    rewards,
    ...over,
  };
  const other = (await encodeLink(bare)).length;
  const budget = Math.max(0, (MAX_LINK - Math.max(other, ROOM_FOR_SETTINGS)) * 0.75);
  const wanted = choice.pictures ? prompts : [];
  const { prompts: carried, leftOut, shrunk } = await linkPictures(wanted, selectedPrompt, budget);
  const hash = await encodeLink({ ...bare, prompts: carried, selected: carried.length > 0 ? selectedPrompt : null });
  const address = new URL(location.href);
  address.hash = hash;
  return {
    address: address.href,
    length: address.href.length,
    prompts: carried.length,
    leftOut,
    shrunk,
    tooLong: hash.length > MAX_LINK,
  };
}
