// What: the recipes of src/config/recipes/*.json by name. A new file is found by itself.
import { checkRecipe } from './recipe.ts';
import type { Recipe } from './recipe.ts';
import { ConfigError, nearestName } from './checkValue.ts';

const files = import.meta.glob<unknown>('./recipes/*.json', { eager: true, import: 'default' });

/** Plain GRPO: what all others are differences from. */
export const BASE_RECIPE = 'grpo';

/** By name, the base recipe first. */
export const RECIPES: ReadonlyMap<string, Recipe> = new Map(
  Object.values(files)
    .map((file) => checkRecipe(file))
    .sort((a, b) => Number(b.name === BASE_RECIPE) - Number(a.name === BASE_RECIPE) || a.name.localeCompare(b.name))
    .map((recipe) => [recipe.name, recipe]),
);

export function recipeByName(name: string): Recipe {
  const recipe = RECIPES.get(name);
  if (recipe) return recipe;
  throw new ConfigError(`There is no recipe '${name}'; did you mean '${nearestName(name, RECIPES.keys())}'?`);
}
