// What: what the page shows first of a recipe: its panel; the curve of its metric where it names none; nothing of plain GRPO, whose
// numbers are those of the page itself.
import { BASE_RECIPE, RECIPES } from './recipes.ts';
import { WATCH_PANELS } from './watchPanels.ts';
import type { WatchFacts, WatchOptions } from './watchPanels.ts';

export interface Watched {
  /** Name of the panel. */
  readonly panel: string;
  readonly facts: WatchFacts;
  readonly options: WatchOptions;
  /** Curves below it. */
  readonly metrics: readonly string[];
}

const PLAIN = 'curve';

export function watchedOf(recipe: string): Watched | null {
  const { watch } = RECIPES.get(recipe) ?? {};
  if (!watch || recipe === BASE_RECIPE) return null;
  const { panel = PLAIN, with: options = {}, metric } = watch;
  const facts = WATCH_PANELS.get(panel);
  if (!facts) return null;
  const metrics = listIn(options, 'metrics') ?? (metric === undefined ? [] : [metric]);
  return { panel, facts, options, metrics: facts.ownCurves ? [] : metrics };
}

export function nameIn(options: WatchOptions, option: string): string | undefined {
  const value = options[option];
  return typeof value === 'string' ? value : undefined;
}

export function listIn(options: WatchOptions, option: string): readonly string[] | undefined {
  const value = options[option];
  return typeof value === 'object' ? value : undefined;
}
