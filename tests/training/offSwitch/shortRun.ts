// What: three steps of a recipe on the tiny bundle, small enough for a test.
import { applyRecipe } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import type { Recipe } from '../../../src/config/recipe.ts';
import { diffConfigs, setLeaves, withLeaf } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import { NodeSession, policyIn, tinyConfig } from '../nodeSession.ts';

export const STEPS = 3;

const open: NodeSession[] = [];
export async function closeRuns(): Promise<void> {
  for (const session of open.splice(0)) await session.close();
}

/** As the recipe, but small; a reward that the tiny network can earn, and an entropy bonus for a gradient whatever it earns. */
export function small(recipe: Recipe, leaves: Readonly<Record<string, string>> = {}): Config {
  const sizes = diffConfigs(tinyConfig(), defaultConfig()).filter(({ name }) => !name.includes('.'));
  const tiny = sizes.reduce((made, { name, a }) => withLeaf(made, name, a), applyRecipe(defaultConfig(), recipe));
  const own = {
    ...{ num_iterations: '2', learning_rate: '1', max_completion_length: '12' },
    ...(!('reward_funcs' in leaves) && { reward_funcs: 'repetition', 'repetition.ngram_size': '1' }),
  };
  return validateConfig(setLeaves(tiny, Object.entries({ ...own, ...leaves })));
}

export async function run(config: Config, files?: Record<string, Blob>) {
  const session = await NodeSession.ready(config, undefined, files);
  open.push(session);
  await session.must({ type: 'start', steps: STEPS });
  const groups = session.of('stepDone').map(({ groups: own }) => own);
  return { theta: policyIn(await session.checkpoint()).theta, metrics: session.metrics(), groups };
}

export type Ran = Awaited<ReturnType<typeof run>>;

export const values = ({ metrics }: Ran, name: string) => metrics.map((step) => step[name]!);

/** Metrics that are not numbers, by step. */
export const notFinite = ({ metrics }: Ran) =>
  metrics.flatMap((step, i) =>
    Object.entries(step).flatMap(([name, value]) => (Number.isFinite(value) ? [] : [`${i}: ${name}`])),
  );
