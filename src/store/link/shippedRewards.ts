// What: names of the rewards that ship with the page.
import { rewardShaderNames, rewardShaderText } from '../../gpu/rewardShaders.ts';

export const shippedRewards = (): readonly string[] =>
  rewardShaderNames().filter((name) => /^\/\/ Reward:/m.test(rewardShaderText(name)));
