// What: sets up what a recipe is best seen on, in one press: the recipe, the form of the answers, and pictures of its task.
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Recipe } from '../../config/recipe.ts';
import { setLeaf } from '../../config/setLeaf.ts';
import { say } from '../actions.ts';
import { loadSources, makeScenes, useScenes, wishScenes } from '../prompts/scenePrompts.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';
import { tryConfig } from './configActions.ts';

/** Pictures come from the first generator that knows the skill. False where something was refused; a sentence says why. */
export async function setUpRecipe(recipe: Recipe): Promise<boolean> {
  const { skill, grammar } = recipe.task ?? {};
  const problem = tryConfig((config) => {
    const applied = applyRecipe(config, recipe);
    return grammar === undefined ? applied : setLeaf(applied, 'grammar', grammar);
  });
  if (problem !== null) {
    say(problem);
    return false;
  }
  if (skill === undefined) return true;
  await loadSources();
  const { sources, wish } = useScenes.getState();
  const source = [...sources]
    .sort((a, b) => Number(b.name === wish.source) - Number(a.name === wish.source))
    .find(({ skills }) => skills.includes(skill));
  if (!source) {
    say(PICTURE_TEXTS.noSkill(skill));
    return false;
  }
  wishScenes({ source: source.name, skill });
  await makeScenes();
  return true;
}
