// What: the systems of src/atlas/systems/*.json by id, and the recipes that realise them. A new file is found by itself, and so is a
// recipe that is called as the file.
import type { Recipe } from '../config/recipe.ts';
import { RECIPES } from '../config/recipes.ts';
import { checkSystem, CLASSES } from './system.ts';
import type { System } from './system.ts';

const files = import.meta.glob<unknown>('./systems/*.json', { eager: true, import: 'default' });

const byClass = (a: System, b: System) =>
  CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class) || a.name.localeCompare(b.name, 'en');

/** Core systems first, then by name. */
export const SYSTEMS: ReadonlyMap<string, System> = new Map(
  Object.entries(files)
    .map(([path, file]) => checkSystem(/([^/]+)\.json$/.exec(path)![1]!, file))
    .sort(byClass)
    .map((system) => [system.id, system]),
);

export function recipeOf({ id, recipe, class: kind }: System): Recipe | null {
  return kind === 'outside' ? null : (RECIPES.get(recipe ?? id) ?? null);
}

export interface Setting {
  readonly recipe: Recipe | null;
  /** Further settings as in a link. */
  readonly leaves: readonly (readonly [string, string])[];
}

/** What *Run it here* sets up; null where nothing can be run yet. */
export function settingFor(system: System): Setting | null {
  if (system.setting === undefined) {
    const recipe = recipeOf(system);
    return recipe && { recipe, leaves: [] };
  }
  const fields = [...new URLSearchParams(system.setting)];
  const named = fields.find(([name]) => name === 'recipe')?.[1] ?? 'grpo';
  const recipe = RECIPES.get(named);
  return recipe ? { recipe, leaves: fields.filter(([name]) => name !== 'recipe') } : null;
}
