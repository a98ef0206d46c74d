// What: every kernel that a step of any recipe runs, on Pocket with the recipe's own groups and answers of at most 16 tokens: two steps of
// each, the first of which compiles. Pictures are flat grey: nothing is learned here.
import { join } from 'node:path';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { RECIPES } from '../../src/config/recipes.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { createCompute } from '../../src/gpu/requestDevice.ts';
import type { WebGpuCompute } from '../../src/gpu/webgpuCompute.ts';
import { dawn } from '../../tests/gpu/dawn.ts';
import { bundleFiles, NodeSession, prompt } from '../../tests/training/nodeSession.ts';
import { median } from '../median.ts';
import type { KernelCost } from './tables.ts';
import { TimedCompute } from './timedCompute.ts';
import type { NotedRun } from './timedCompute.ts';

const POCKET = join(import.meta.dirname, '..', '..', 'public', 'models', 'pocket');
const SHORT = Object.entries({ max_completion_length: '16', provider: 'wasm', num_threads: '1' });

/** `only`: part of the names of the recipes. */
export async function kernelsOfRecipes(only: string): Promise<KernelCost[]> {
  const noted = new Map<string, { readonly recipes: Set<string>; readonly runs: NotedRun[] }>();
  const names = [...RECIPES.keys()].filter((name) => name.includes(only));
  for (const name of names) {
    const config = validateConfig(setLeaves(applyRecipe(defaultConfig(), RECIPES.get(name)!), SHORT));
    const compute = new TimedCompute((await createCompute({ gpu: await dawn() })) as WebGpuCompute);
    const session = await NodeSession.ready(config, () => Promise.resolve(compute), bundleFiles(POCKET));
    await session.must({ type: 'setPrompts', prompts: ['a', 'b', 'c', 'd'].map((id) => prompt(id)) });
    await session.send({ type: 'step' });
    compute.runs.clear();
    const told = (await session.send({ type: 'step' })) ? '' : `: ${session.errors().at(-1)}`;
    process.stderr.write(`${name}${told}\n`);
    for (const [kernel, runs] of compute.runs) {
      const known = noted.get(kernel) ?? { recipes: new Set<string>(), runs: [] };
      known.recipes.add(name);
      known.runs.push(...runs);
      noted.set(kernel, known);
    }
    await session.close();
  }
  return [...noted].map(([kernel, { recipes, runs }]) => ({
    kernel,
    recipes: recipes.size,
    runsPerStep: runs.length / recipes.size,
    bytes: median(runs.map(({ bytes }) => bytes)),
    milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
  }));
}
