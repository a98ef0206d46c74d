// What: lays a recipe (a diff against plain GRPO) over a configuration, and takes its special block away again. Engine
// settings and the seed stay as they are.
import { ConfigError, nearestName } from './checkValue.ts';
import type { Config } from './config.ts';
import { USE_LEAVES } from './knobTable.ts';
import { usesIn } from './leaves.ts';
import { withUses } from './legacy.ts';
import { nameOf } from './readUses.ts';
import { checkRecipe, OWN_KEYS } from './recipe.ts';
import type { Recipe } from './recipe.ts';
import { getLeaf, withLeaves } from './setLeaf.ts';
import { configFrom, defaultConfig, layOver, readAxes, validateConfig } from './validateConfig.ts';

/** Recipe over the base recipe; what is neither engine, seed nor in the recipe goes back to its default. */
export function applyRecipe(config: Config, recipe: Recipe): Config {
  const read = readAxes(checkRecipe(recipe) as unknown as Record<string, unknown>, OWN_KEYS);
  const plain = defaultConfig();
  const base = configFrom(recipe.name, ({ axis, name }) => {
    const from = axis === 'engine' || name === 'seed' ? config : plain;
    return getLeaf(from, name);
  });
  return validateConfig(layOver(base, recipe.name, read));
}

/** The configuration of a recipe without its special block. */
export function turnOff(config: Config, { name, off = {} }: Recipe): Config {
  const { remove = [], set = {} } = off;
  const names = USE_LEAVES.flatMap((leaf) => usesIn(config, leaf).map(nameOf));
  const stray = remove.find((as) => !names.includes(as));
  if (stray !== undefined) {
    const near = nearestName(stray, names);
    throw new ConfigError(
      `off of the recipe ${name} removes '${stray}', which it does not use; did you mean '${near}'?`,
    );
  }
  const left = USE_LEAVES.reduce((made, leaf) => {
    const uses = usesIn(made, leaf);
    const kept = uses.filter((use) => !remove.includes(nameOf(use)));
    return kept.length === uses.length ? made : withUses(made, leaf, kept);
  }, config);
  return validateConfig(withLeaves(left, set));
}
