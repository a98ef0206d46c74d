// What: a configuration as a link holds it: the recipe and what differs from it, by leaf name.
import { applyRecipe } from '../../config/applyRecipe.ts';
import type { Config } from '../../config/config.ts';
import { KNOBS } from '../../config/knobTable.ts';
import type { KnobValue } from '../../config/knob.ts';
import { recipeByName, RECIPES } from '../../config/recipes.ts';
import { diffConfigs, leafText, setLeaves, withLeaves } from '../../config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../config/validateConfig.ts';

/** A recipe of a file that the visitor opened is not known elsewhere: then all differences from plain GRPO are written. */
const baseOf = (recipe: string): Config =>
  applyRecipe(defaultConfig(), recipeByName(RECIPES.has(recipe) ? recipe : 'grpo'));

export interface LinkSettings {
  readonly recipe: string;
  readonly leaves: Readonly<Record<string, KnobValue>>;
}

/** Lists of uses by name first; then what differs from what they alone would give. */
export function settingsOf(config: Config): LinkSettings {
  const base = baseOf(config.recipe);
  const lists = diffConfigs(base, config)
    .filter(({ name }) => KNOBS.get(name)?.knob.kind === 'blocks')
    .map(({ name }) => [name, leafText(config, name).split(',').filter(Boolean)] as const);
  const listed = withLeaves(base, Object.fromEntries(lists));
  const leaves = diffConfigs(listed, config).map(({ name, b }) => [name, b] as const);
  return { recipe: base.recipe, leaves: Object.fromEntries([...lists, ...leaves]) };
}

const recipeOf = (recipe: string): Config => applyRecipe(defaultConfig(), recipeByName(recipe));

/** Throws a ConfigError with one sentence. */
export const configOf = ({ recipe, leaves }: { readonly recipe: string; readonly leaves: Record<string, unknown> }) =>
  validateConfig(withLeaves(recipeOf(recipe), leaves));

/** The same from texts, whatever their order in the link. Throws a ConfigError. */
export const configOfTexts = (recipe: string, texts: Readonly<Record<string, string>>): Config =>
  validateConfig(setLeaves(recipeOf(recipe), Object.entries(texts)));

/** Leaves as texts, or null where a text would not be read back as the same value. */
export function settingTexts(config: Config): Readonly<Record<string, string>> | null {
  const { recipe, leaves } = settingsOf(config);
  const texts = Object.fromEntries(Object.keys(leaves).map((name) => [name, leafText(config, name)]));
  try {
    return diffConfigs(configOfTexts(recipe, texts), config).length === 0 ? texts : null;
  } catch {
    return null;
  }
}
