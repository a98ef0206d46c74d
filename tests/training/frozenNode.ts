// What: the frozen runs (bench/frozen/runs.ts) on the tiny bundle in Node, and their committed values. Pictures differ from
// those of `npm run frozen`, as Node has no decoder; settings and recipes are the same.
import { stepOf, vectorOf } from '../../bench/frozen/outcome.ts';
import { CLOCKS } from '../../bench/frozen/compare.ts';
import { settingsOf } from '../../bench/frozen/runs.ts';
import type { FrozenRun } from '../../bench/frozen/runs.ts';
import { zoomFiles } from '../../bench/frozen/zoomBundle.ts';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { bundleFiles, NodeSession, prompt, TINY } from './nodeSession.ts';

/** What is committed of a run. */
export interface FrozenValues {
  /** Names of the numbers in the rows of `metrics`; null in a row = the step has no such metric. */
  readonly names: readonly string[];
  readonly metrics: readonly (readonly (number | null)[])[];
  /** Step → answer → ids of its tokens. */
  readonly tokens: readonly (readonly (readonly number[])[])[];
  /** L2 norm of every segment of θ after the last step. */
  readonly thetaNorms: Readonly<Record<string, number>>;
}

function configOf(run: FrozenRun): Config {
  const leaves = Object.entries({ ...settingsOf('tiny', run), ...run.since });
  const start = applyRecipe(defaultConfig(), recipeByName(run.recipe));
  return validateConfig(leaves.reduce((config, [name, text]) => setLeaf(config, name, text), start));
}

async function filesOf({ zooms }: FrozenRun): Promise<Record<string, Blob>> {
  const files = bundleFiles(TINY);
  if (!zooms) return files;
  const changed = zoomFiles(await files['tokenizer.json']!.text(), await files['files.json']!.text());
  return { ...files, ...Object.fromEntries(Object.entries(changed).map(([name, text]) => [name, new Blob([text])])) };
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

export async function frozenValues(
  run: FrozenRun,
  steps: number,
  makeCompute?: () => Promise<Compute>,
): Promise<FrozenValues> {
  const session = new NodeSession(makeCompute);
  try {
    await session.must({ type: 'configure', config: configOf(run) });
    await session.must({ type: 'load', files: await filesOf(run) });
    const prompts = ['a', 'b', 'c', 'd'].map((id) => prompt(id, id === 'd' ? { split: 'heldOut' } : {}));
    await session.must({ type: 'setPrompts', prompts });
    await session.must({ type: 'start', steps });
    const made = session.of('stepDone').map(stepOf);
    const all = [...new Set(made.flatMap(({ metrics }) => Object.keys(metrics)))];
    const names = all.filter((name) => !CLOCKS.includes(name));
    const { theta } = vectorOf(await session.checkpoint());
    const { layout } = session.of('modelLoaded').at(-1)!;
    return {
      names,
      metrics: made.map(({ metrics }) => names.map((name) => (name in metrics ? Math.fround(metrics[name]!) : null))),
      tokens: made.map(({ answers }) => answers.map(({ ids }) => [...ids])),
      thetaNorms: Object.fromEntries(
        layout!.map(({ name, offset, shape }) => {
          const length = shape.reduce((product, side) => product * side, 1);
          return [name, Math.fround(norm(theta.subarray(offset, offset + length)))];
        }),
      ),
    };
  } finally {
    await session.close();
  }
}
