// What: what a link can say about the page, as plain data.
import type { Config } from '../../config/config.ts';
import { defaultConfig } from '../../config/validateConfig.ts';
import { OPEN_ACCESS } from '../access.ts';
import type { Access } from '../access.ts';
import type { PromptRecord } from '../records/promptRecord.ts';
import type { RewardRecord } from '../records/rewardRecord.ts';

export const LINK_VERSION = 1;

export interface LinkState {
  readonly config: Config;
  readonly access: Access;
  /** How the page is arranged: names and values of src/store/layout/. */
  readonly layout: Readonly<Record<string, string>>;
  readonly prompts: readonly PromptRecord[];
  /** Id of the prompt that is chosen. */
  readonly selected: string | null;
  readonly rewards: readonly RewardRecord[];
}

export const emptyLink = (): LinkState => ({
  config: defaultConfig(),
  access: OPEN_ACCESS,
  layout: {},
  prompts: [],
  selected: null,
  rewards: [],
});
