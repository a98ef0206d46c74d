// What: the recipe RECAP on the tiny bundle. Its random policy writes no tags and would not stop by itself: a length stands for the
// right answer, and every fourth token ends an answer.
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { bundleFiles, TINY } from './nodeSession.ts';

export const RECIPE = recipeByName('recap');
export const recipe = applyRecipe(defaultConfig(), RECIPE);

const SMALL = {
  num_generations: '4',
  generation_batch_size: '8',
  max_completion_length: '8',
  lora_r: '2',
  lora_alpha: '4',
  learning_rate: '0.5',
  provider: 'wasm',
  num_threads: '1',
  seed: '3',
};
const LENGTHS = [
  { block: 'lengthWindow', as: 'boxIou', weight: 0.25, length_min: 5, length_slope: 3 },
  { block: 'format', weight: 0.25 },
  { block: 'lengthWindow', as: 'answerFolded', weight: 0.25, length_min: 1, length_max: 3, length_slope: 2 },
];

export const small = (config: Config, more: Readonly<Record<string, string>> = {}): Config =>
  validateConfig(setLeaves(config, Object.entries({ ...SMALL, reward_funcs: JSON.stringify(LENGTHS), ...more })));

const STOP = 89;

export async function endingBundle(): Promise<Record<string, Blob>> {
  const files = bundleFiles(TINY);
  const settings = JSON.parse(await files['generation_config.json']!.text()) as object;
  const ends = [STOP, ...Array.from({ length: 24 }, (_, k) => 4 * k)];
  const changed = { 'generation_config.json': new Blob([JSON.stringify({ ...settings, eos_token_id: ends })]) };
  // Without files.json nothing says how long the files must be.
  const others = Object.entries(files).filter(([name]) => name !== 'files.json');
  return { ...Object.fromEntries(others), ...changed };
}
