// What: names of the rewards that ship with the page.
import { shaderNames, shaderText } from '../../gpu/kernels.ts';

const FOLDER = '4-rewards/';

export const shippedRewards = (): readonly string[] =>
  shaderNames()
    .filter((name) => name.startsWith(FOLDER) && /^\/\/ Reward:/m.test(shaderText(name)))
    .map((name) => name.slice(FOLDER.length));
