// What: what the visitor can do with the configuration: one setting, back to its default, a whole recipe.
import { applyRecipe } from '../config/applyRecipe.ts';
import type { Config } from '../config/config.ts';
import { knobEntry } from '../config/knobTable.ts';
import { recipeByName } from '../config/recipes.ts';
import { diffConfigs, setLeaf, withLeaf } from '../config/setLeaf.ts';
import { validateConfig } from '../config/validateConfig.ts';
import { say, unsay } from './actions.ts';
import { send } from './engine.ts';
import { emptyRun, useStore } from './store.ts';

/** Settings that are built into the network or into the first θ: a change starts the run anew (as the engine does). */
const NEEDS_RESET = /^(model|provider|num_threads|seed|lora_.*)$/;
export const needsReset = (name: string) => NEEDS_RESET.test(name);

async function configure(change: (config: Config) => Config): Promise<void> {
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
export const changeKnob = (name: string, text: string) => configure((config) => setLeaf(config, name, text));
export const resetKnob = (name: string) =>
  configure((config) => withLeaf(config, name, structuredClone(knobEntry(name).knob.default)));

/** A whole one, as a link or a file brings it. */
export const setConfig = (config: Config) => configure(() => config);

/** Where the run happens (model, provider, threads) and the seed stay. */
export const chooseRecipe = (name: string) => configure((config) => applyRecipe(config, recipeByName(name)));
