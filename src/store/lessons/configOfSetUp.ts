// What: the settings that a step of a lesson wants. Pure.
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Config } from '../../config/config.ts';
import { recipeByName } from '../../config/recipes.ts';
import { setLeaves } from '../../config/setLeaf.ts';
import { validateConfig } from '../../config/validateConfig.ts';
import type { SetUp } from '../../lessons/lesson.ts';

const pair = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
};

/** Recipe and settings of a step; where the run happens stays. Throws a ConfigError. */
export function configOfSetUp(config: Config, { recipe = 'grpo', set = [] }: SetUp): Config {
  const leaves = [['seed', '0'] as [string, string], ...set.map(pair)];
  return validateConfig(setLeaves(applyRecipe(config, recipeByName(recipe)), leaves));
}
