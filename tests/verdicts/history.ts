// What: the recorded histories as rules see them: each file of histories/ says what was done, with which settings, and holds the metrics that
//   rules read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { setOwnRewards } from '../../src/config/rewardUses.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import type { StepMetrics } from '../../src/training/protocol.ts';
import { OWN_REWARDS } from '../../bench/histories/runs.ts';

const FOLDER = join(import.meta.dirname, 'histories');

interface HistoryFile {
  readonly name: string;
  readonly about: string;
  readonly made: { readonly command: string; readonly commit: string; readonly scenes: unknown };
  readonly own: readonly string[];
  /** The settings are changes to it; absent = to plain GRPO. */
  readonly recipe?: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface Recorded {
  readonly file: HistoryFile;
  readonly config: Config;
  readonly points: readonly StepMetrics[];
}

export const FILES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))
  .sort();

function pointsOf(series: HistoryFile['series']): readonly StepMetrics[] {
  const steps = Math.max(...Object.values(series).map(({ length }) => length));
  return Array.from({ length: steps }, (_, i) => {
    const metrics = Object.entries(series).flatMap(([name, values]): [string, number][] => {
      const value = values[i];
      return value === null || value === undefined ? [] : [[name, value]];
    });
    return { step: i + 1, metrics: Object.fromEntries(metrics) };
  });
}

/** Own rewards of the run are known from here on. */
export function recorded(name: string): Recorded {
  const file = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as HistoryFile;
  setOwnRewards(Object.fromEntries(file.own.map((reward) => [reward, OWN_REWARDS[reward]!])));
  const base = file.recipe === undefined ? defaultConfig() : applyRecipe(defaultConfig(), recipeByName(file.recipe));
  const config = Object.entries(file.settings).reduce((made, [leaf, value]) => setLeaf(made, leaf, value), base);
  return { file, config, points: pointsOf(file.series) };
}
