// What: what the chosen recipe says about a setting, and which settings differ from it. Engine settings and the seed are
// not a recipe's business: there the default counts.
import { applyRecipe } from './applyRecipe.ts';
import type { Config } from './config.ts';
import type { KnobValue } from './knob.ts';
import { KNOBS } from './knobTable.ts';
import { leafEntry, leavesOf } from './leaves.ts';
import { RECIPES, recipeByName } from './recipes.ts';
import { diffConfigs, valueOf, withLeaf } from './setLeaf.ts';
import { defaultConfig } from './validateConfig.ts';

/** The recipe laid over the defaults; a recipe that is not known here (a file of its own) counts as plain GRPO. */
export const recipeConfig = ({ recipe }: Config): Config =>
  applyRecipe(defaultConfig(), recipeByName(RECIPES.has(recipe) ? recipe : 'grpo'));

export const recipeValue = (config: Config, name: string): KnobValue =>
  valueOf(recipeConfig(config), leafEntry(config, name));

/** Names of the settings that differ from the recipe, in the order of the pipeline. */
export const changedFromRecipe = (config: Config): readonly string[] =>
  diffConfigs(config, recipeConfig(config)).map(({ name }) => name);

/** Settings that only make sense together: one goes back with the other. */
const TOGETHER: readonly (readonly string[])[] = [['num_generations', 'generation_batch_size']];

/** These settings as the recipe has them; a list of uses goes back with the knobs of its uses. */
export function backToRecipe(config: Config, names: readonly string[]): Config {
  const target = recipeConfig(config);
  const all = new Set(names.flatMap((name) => TOGETHER.find((group) => group.includes(name)) ?? [name]));
  const lists = [...all].filter((name) => KNOBS.has(name));
  const back = (made: Config, name: string) => {
    const entry = leavesOf(made).get(name); // a knob goes with its use
    return entry ? withLeaf(made, name, structuredClone(valueOf(target, entry))) : made;
  };
  return [...lists, ...[...all].filter((name) => !KNOBS.has(name))].reduce(back, config);
}
