// What: a configuration as a link holds it: the recipe and what differs from it, by leaf name.
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Config } from '../../config/config.ts';
import { KNOBS } from '../../config/knobTable.ts';
import type { KnobValue } from '../../config/knob.ts';
import { recipeByName, RECIPES } from '../../config/recipes.ts';
import { diffConfigs, getLeaf, leafText, setLeaf, withLeaf } from '../../config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../config/validateConfig.ts';

/** A recipe of a file that the visitor opened is not known elsewhere: then all differences from plain GRPO are written. */
const baseOf = (recipe: string): Config =>
  applyRecipe(defaultConfig(), recipeByName(RECIPES.has(recipe) ? recipe : 'grpo'));

export interface LinkSettings {
  readonly recipe: string;
  readonly leaves: Readonly<Record<string, KnobValue>>;
}

export function settingsOf(config: Config): LinkSettings {
  const base = baseOf(config.recipe);
  const leaves = diffConfigs(base, config).map(({ name, b }) => [name, b] as const);
  return { recipe: base.recipe, leaves: Object.fromEntries(leaves) };
}

/** Throws a ConfigError with one sentence. */
export function configOf({ recipe, leaves }: { readonly recipe: string; readonly leaves: Record<string, unknown> }) {
  const changed = Object.entries(leaves).reduce(
    (config, [name, value]) => withLeaf(config, name, value),
    applyRecipe(defaultConfig(), recipeByName(recipe)),
  );
  return validateConfig(changed);
}

/** The same from texts, in the order of the pipeline, whatever the order in the link. Throws a ConfigError. */
export function configOfTexts(recipe: string, texts: Readonly<Record<string, string>>): Config {
  const order = [...KNOBS.keys()];
  const sorted = Object.entries(texts).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return validateConfig(
    sorted.reduce(
      (config, [name, text]) => setLeaf(config, name, text),
      applyRecipe(defaultConfig(), recipeByName(recipe)),
    ),
  );
}

/** Leaves as texts, or null where a text would not be read back as the same value. */
export function settingTexts(config: Config): Readonly<Record<string, string>> | null {
  const { recipe, leaves } = settingsOf(config);
  const texts = Object.fromEntries(Object.keys(leaves).map((name) => [name, leafText(config, name)]));
  try {
    const back = configOfTexts(recipe, texts);
    const same = [...KNOBS.keys()].every(
      (name) => JSON.stringify(getLeaf(back, name)) === JSON.stringify(getLeaf(config, name)),
    );
    return same ? texts : null;
  } catch {
    return null;
  }
}
