// What: what the visitor can do with the configuration: one setting, back to the recipe, a whole recipe.
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Config } from '../../config/config.ts';
import { needsReset } from '../../config/needs.ts';
import { backToRecipe, changedFromRecipe } from '../../config/recipeValue.ts';
import { recipeByName } from '../../config/recipes.ts';
import { diffConfigs, setLeaf } from '../../config/setLeaf.ts';
import { validateConfig } from '../../config/validateConfig.ts';
import { say, unsay } from '../actions.ts';
import { send } from './engine.ts';
import { emptyRun, useStore } from '../store.ts';

/** Any change; what does not fit is refused in one sentence and the configuration stays. */
export async function changeConfig(change: (config: Config) => Config): Promise<void> {
  const before = useStore.getState().config;
  let config: Config;
  try {
    config = validateConfig(change(before));
  } catch (error) {
    return say((error as Error).message);
  }
  unsay();
  const anew = diffConfigs(before, config).some(({ name }) => needsReset(name));
  useStore.setState({ config, ...(anew ? emptyRun() : {}) });
  await send({ type: 'configure', config });
  if (anew) useStore.setState(emptyRun());
}

/** A value that does not fit is refused in one sentence and the old one stays. */
export const changeKnob = (name: string, text: string) => changeConfig((config) => setLeaf(config, name, text));
/** As the recipe has it. */
export const resetKnob = (name: string) => changeConfig((config) => backToRecipe(config, [name]));
export const resetKnobs = () => changeConfig((config) => backToRecipe(config, changedFromRecipe(config)));

/** Why a change cannot be made, in one sentence; null where it can. */
export function configProblem(change: (config: Config) => Config): string | null {
  try {
    validateConfig(change(useStore.getState().config));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

export const knobProblem = (name: string, text: string) => configProblem((config) => setLeaf(config, name, text));

/** Makes a change that fits and tells null; else tells why it was refused, and everything stays as it was. */
export function tryConfig(change: (config: Config) => Config): string | null {
  const problem = configProblem(change);
  if (problem === null) void changeConfig(change);
  return problem;
}

/** A whole one, as a link or a file brings it. */
export const setConfig = (config: Config) => changeConfig(() => config);

/** Where the run happens (model, provider, threads) and the seed stay. */
export const chooseRecipe = (name: string) => changeConfig((config) => applyRecipe(config, recipeByName(name)));
