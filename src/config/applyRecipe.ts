// What: lays a recipe (a diff against plain GRPO) over a configuration. Engine settings and the seed stay as they are.
import type { Config, Recipe } from './config.ts';
import { ConfigError, KNOBS } from './knobTable.ts';
import { getLeaf } from './setLeaf.ts';
import { checkAxes, configFrom, defaultConfig, validateConfig } from './validateConfig.ts';

const OWN_KEYS = ['name', 'description', 'sources'];

/** Checks an unknown object (a file of the visitor's); throws a ConfigError with one sentence. */
export function checkRecipe(value: unknown): Recipe {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError('A recipe must be an object with a name, a description and settings by axis.');
  }
  const recipe = value as Record<string, unknown>;
  for (const key of ['name', 'description']) {
    if (typeof recipe[key] !== 'string' || recipe[key] === '') throw new ConfigError(`The recipe has no ${key}.`);
  }
  if ('engine' in recipe)
    throw new ConfigError('A recipe has no engine settings: it must run on any model and provider.');
  const leaves = checkAxes(recipe, OWN_KEYS);
  const sources = (recipe['sources'] ?? {}) as Record<string, unknown>;
  const without = [...leaves.keys()].find((name) => typeof sources[name] !== 'string');
  if (without)
    throw new ConfigError(`The recipe sets ${without} but its sources do not say where the number comes from.`);
  const stray = Object.keys(sources).find((name) => !KNOBS.has(name));
  if (stray) throw new ConfigError(`The recipe's sources name '${stray}', which is no setting.`);
  return value as Recipe;
}

/** Recipe over the base recipe; what is neither engine, seed nor in the recipe goes back to its default. */
export function applyRecipe(config: Config, recipe: Recipe): Config {
  const leaves = checkAxes(checkRecipe(recipe) as unknown as Record<string, unknown>, OWN_KEYS);
  const base = defaultConfig();
  const kept = (axis: string, name: string) => axis === 'engine' || name === 'seed';
  return validateConfig(
    configFrom(recipe.name, (axis, name) =>
      leaves.has(name) ? leaves.get(name)! : getLeaf(kept(axis, name) ? config : base, name),
    ),
  );
}
