// What: sets up what a recipe is best seen on, in one press: the recipe, the form of the answers, and pictures of its task.
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Recipe } from '../../config/recipe.ts';
import { setLeaf } from '../../config/setLeaf.ts';
import { say } from '../actions.ts';
import { BEGINNING, loadSources, makeScenes, useScenes, wishScenes } from '../prompts/scenePrompts.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';
import { tryConfig } from './configActions.ts';

/** As many and as hard as those on which its claim was tried; what a claim leaves open is as the page begins. */
function scenesOf({ claim, task }: Recipe) {
  const { count, heldOut, difficulty } = BEGINNING;
  const own = (claim?.skill ?? task?.skill) === task?.skill ? claim : undefined;
  const few = own?.scenes === undefined ? { count, heldOut } : { count: own.scenes, heldOut: 0 };
  return { ...few, difficulty: own?.difficulty ?? difficulty };
}

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
  wishScenes({ source: source.name, skill, ...scenesOf(recipe) });
  await makeScenes();
  return true;
}
