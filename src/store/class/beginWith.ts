// What: what a class link lets the page begin with: the pictures of its recipe's task, made on each device from the same seed.
import { RECIPES } from '../../config/recipes.ts';
import { say } from '../actions.ts';
import { setUpRecipe } from '../engine/setUpRecipe.ts';
import { useStore } from '../store.ts';
import { CLASS_TEXTS } from '../texts/class.ts';

export async function makeTask(): Promise<void> {
  const { recipe: name } = useStore.getState().config;
  const recipe = RECIPES.get(name);
  if (!recipe?.task?.skill) return say(CLASS_TEXTS.noTask(name));
  await setUpRecipe(recipe);
}
