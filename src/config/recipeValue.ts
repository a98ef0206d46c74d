// What: what the chosen recipe says about a setting, and which settings differ from it. Engine settings and the seed are
// not a recipe's business: there the default counts.
import { applyRecipe } from './applyRecipe.ts';
import type { Config } from './config.ts';
import type { KnobValue } from './knob.ts';
import { RECIPES, recipeByName } from './recipes.ts';
import { diffConfigs, getLeaf, withLeaf } from './setLeaf.ts';
import { defaultConfig } from './validateConfig.ts';

/** The recipe laid over the defaults; a recipe that is not known here (a file of its own) counts as plain GRPO. */
export const recipeConfig = ({ recipe }: Config): Config =>
  applyRecipe(defaultConfig(), recipeByName(RECIPES.has(recipe) ? recipe : 'grpo'));

export const recipeValue = (config: Config, name: string): KnobValue => getLeaf(recipeConfig(config), name);

/** Names of the settings that differ from the recipe, in the order of the pipeline. */
export const changedFromRecipe = (config: Config): readonly string[] =>
  diffConfigs(config, recipeConfig(config)).map(({ name }) => name);

/** Settings that only make sense together: one goes back with the other. */
const TOGETHER: readonly (readonly string[])[] = [
  ['reward_funcs', 'reward_weights'],
  ['num_generations', 'generation_batch_size'],
];

/** These settings as the recipe has them. */
export function backToRecipe(config: Config, names: readonly string[]): Config {
  const target = recipeConfig(config);
  const all = new Set(names.flatMap((name) => TOGETHER.find((group) => group.includes(name)) ?? [name]));
  return [...all].reduce((made, name) => withLeaf(made, name, structuredClone(getLeaf(target, name))), config);
}
