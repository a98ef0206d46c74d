// What: which settings differ from the recipe and how they go back; which changes start the run anew.
import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { needsLoad, needsReset } from '../../src/config/needs.ts';
import { KNOBS } from '../../src/config/knobTable.ts';
import { backToRecipe, changedFromRecipe, recipeValue } from '../../src/config/recipeValue.ts';
import { RECIPES, recipeByName } from '../../src/config/recipes.ts';
import { getLeaf, setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

describe('changed from the recipe', () => {
  test.each([...RECIPES.keys()])('%s differs in nothing from itself', (name) => {
    expect(changedFromRecipe(applyRecipe(defaultConfig(), recipeByName(name)))).toEqual([]);
  });

  test('what a recipe sets is no change, what the visitor sets is; it goes back to the recipe, not to the default', () => {
    const dapo = applyRecipe(defaultConfig(), recipeByName('dapo'));
    const changed = setLeaf(setLeaf(dapo, 'epsilon_high', '0.2'), 'temperature', '0.9');
    expect(changedFromRecipe(changed)).toEqual(['temperature', 'epsilon_high']);
    expect(recipeValue(changed, 'epsilon_high')).toBe(0.28);
    const back = backToRecipe(changed, ['epsilon_high']);
    expect(getLeaf(back, 'epsilon_high')).toBe(0.28);
    expect(changedFromRecipe(back)).toEqual(['temperature']);
    expect(backToRecipe(changed, changedFromRecipe(changed))).toEqual(dapo);
  });

  test('settings that depend on each other go back together, so the rest is valid', () => {
    const one = setLeaf(defaultConfig(), 'reward_funcs', 'boxIou');
    expect(() => validateConfig(backToRecipe(one, ['reward_funcs']))).not.toThrow();
    const few = setLeaf(setLeaf(defaultConfig(), 'num_generations', '6'), 'generation_batch_size', '6');
    expect(() => validateConfig(backToRecipe(few, ['num_generations']))).not.toThrow();
  });

  test('engine settings and the seed differ from their defaults', () => {
    const dapo = applyRecipe(defaultConfig(), recipeByName('dapo'));
    expect(changedFromRecipe(setLeaf(setLeaf(dapo, 'seed', '7'), 'provider', 'wasm'))).toEqual(['seed', 'provider']);
  });
});

test('what needs a reset is said in the tables', () => {
  const named = (test: (name: string) => boolean) => [...KNOBS.keys()].filter(test).sort();
  expect(named(needsLoad)).toEqual(
    ['lora_alpha', 'lora_r', 'lora_target_modules', 'model', 'num_threads', 'provider'].sort(),
  );
  expect(named(needsReset).filter((name) => !needsLoad(name))).toEqual(['seed', 'vectors']);
  expect([...KNOBS.values()].filter(({ knob }) => knob.plain).length).toBeLessThanOrEqual(20);
});
