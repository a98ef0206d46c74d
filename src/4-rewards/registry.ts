// What: the rewards that there are: every file of shaders/4-rewards with a `// Reward:` line. A new reward is one .wgsl, one
// .ref.ts and one test; nothing else is edited.
import { guardedKernel } from '../gpu/guardedKernel.ts';
import type { GuardedKernel } from '../gpu/guardedKernel.ts';
import { rewardShaderNames, rewardShaderText } from '../gpu/rewardShaders.ts';
import { isReward, parseRewardHeader } from './rewardHeader.ts';
import type { RewardHeader } from './rewardHeader.ts';

const FOLDER = '4-rewards/';

export interface Reward extends RewardHeader {
  /** The text of its file, as the page's editor shows it. */
  readonly wgsl: string;
  /** What Compute.run takes: a name, or the source of an edited shader, whose loops are capped. */
  readonly kernel: string | GuardedKernel;
}

export const rewardNames = (): string[] => rewardShaderNames().filter((name) => isReward(rewardShaderText(name)));

/** The visitor's texts by name: changed rewards and new ones. */
export type RewardEdits = Readonly<Record<string, string>>;

/** A reward by name; `edited` holds the visitor's texts by name, which may also be new rewards. */
export function rewardByName(name: string, edited: RewardEdits = {}): Reward {
  const text = edited[name];
  if (text !== undefined) {
    return { ...parseRewardHeader(text, name), wgsl: text, kernel: guardedKernel(FOLDER + name, text) };
  }
  const known = rewardNames();
  if (!known.includes(name)) throw new Error(`There is no reward '${name}'. There are: ${known.join(', ')}.`);
  const wgsl = rewardShaderText(name);
  return { ...parseRewardHeader(wgsl, name), wgsl, kernel: FOLDER + name };
}

export const allRewards = (): Reward[] => rewardNames().map((name) => rewardByName(name));
