// What: the recipes by name, and the configuration that one gives.
import { applyRecipe } from '../config/applyRecipe.ts';
import { RECIPES } from '../config/recipes.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import type { Config } from '../config/config.ts';

export const recipeNames: readonly string[] = [...RECIPES.keys()];
export const recipeConfig = (name: string): Config => applyRecipe(defaultConfig(), RECIPES.get(name)!);
