// What: the two configurations that a claim compares: the recipe, and the recipe with its special block switched off. Both have the
//   settings of the claim; the held-out prompts are asked in time for its metric. Seed, provider and model are the run's business.
import { applyRecipe, turnOff } from './applyRecipe.ts';
import { ConfigError } from './checkValue.ts';
import type { Config } from './config.ts';
import type { Claim, Recipe } from './recipe.ts';
import { diffConfigs, withLeaves } from './setLeaf.ts';
import { defaultConfig, validateConfig } from './validateConfig.ts';

/** on = the recipe; off = its control. */
export type Variant = 'on' | 'off';
export const VARIANTS: readonly Variant[] = ['on', 'off'];

/** About eight times in a run, and after its last step. */
const evalStepsOf = ({ metric, steps }: Pick<Claim, 'metric' | 'steps'>): number => {
  if (!metric.startsWith('eval')) return 0;
  let every = Math.max(1, Math.floor(steps / 8));
  while (steps % every !== 0) every--;
  return every;
};

/** Throws where the recipe has no claim, or a setting of it is unknown. */
export function claimConfigs(recipe: Recipe, steps = recipe.claim?.steps): Readonly<Record<Variant, Config>> {
  const { claim, name } = recipe;
  if (!claim || steps === undefined) {
    throw new ConfigError(`The recipe ${name} has no claim; write one into its file before the first run.`);
  }
  const eval_steps = evalStepsOf({ metric: claim.metric, steps });
  // The switch comes last: a claim may enlarge the very number that the switch sets to 0.
  const on = validateConfig(withLeaves(applyRecipe(defaultConfig(), recipe), { eval_steps, ...claim.set }));
  return { on, off: turnOff(on, recipe) };
}

/** What a configuration sets, by leaf, without the run's business: so a file of evidence says what it was made with. */
export const settingsOf = (config: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(
    diffConfigs(config, defaultConfig())
      .filter(({ axis, name }) => axis !== 'engine' && name !== 'seed')
      .map(({ name, a }) => [name, JSON.stringify(a)]),
  );
