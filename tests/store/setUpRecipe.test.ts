// What: one press sets a recipe up with pictures of its task, as many and as hard as those on which its claim was tried.
import { beforeEach, expect, test } from 'vitest';
import { RECIPES } from '../../src/config/recipes.ts';
import { setUpRecipe } from '../../src/store/engine/setUpRecipe.ts';
import { BEGINNING, useScenes, wishScenes } from '../../src/store/prompts/scenePrompts.ts';
import { initialState, useStore } from '../../src/store/store.ts';

interface Asked {
  readonly skill: string;
  readonly difficulty: number;
  readonly count: number;
}
const asked: Asked[] = [];

beforeEach(() => {
  useStore.setState(initialState());
  asked.length = 0;
  const skills = [...RECIPES.values()].flatMap(({ task }) => task?.skill ?? []);
  const scenes = ({ skill, difficulty }: Omit<Asked, 'count'>, count: number) => {
    asked.push({ skill, difficulty, count });
    return (async function* () {})();
  };
  useScenes.setState({ sources: [{ name: 'pocket', skills, scenes } as never], wish: BEGINNING });
});

test('a claim about a few hard scenes', async () => {
  const recipe = [...RECIPES.values()].find(
    ({ claim }) => claim?.scenes !== undefined && claim.difficulty !== undefined,
  )!;
  expect(await setUpRecipe(recipe)).toBe(true);
  const { scenes, difficulty, skill } = recipe.claim!;
  expect(asked).toEqual([{ skill, difficulty, count: scenes }]);
  expect(useScenes.getState().wish).toMatchObject({ heldOut: 0 });
  expect(useStore.getState().config.recipe).toBe(recipe.name);
});

test('another claim, after that: as the page begins, not as the recipe before left it', async () => {
  wishScenes({ count: 4, difficulty: 0.9, heldOut: 0, seed: 7 });
  const recipe = [...RECIPES.values()].find(({ task, claim }) => task?.skill !== undefined && claim?.scenes === undefined && claim?.difficulty === undefined)!; // prettier-ignore
  expect(await setUpRecipe(recipe)).toBe(true);
  expect(asked).toEqual([{ skill: recipe.task!.skill, difficulty: BEGINNING.difficulty, count: BEGINNING.count }]);
  expect(useScenes.getState().wish).toMatchObject({ heldOut: BEGINNING.heldOut, seed: 7 });
});
