// What: settings that are allowed and odd (ends of ranges, values just inside them, every choice), several at once over a recipe, each run for
// two steps on the tiny bundle: finite numbers throughout, or one sentence, and nothing left on the device.
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { ConfigError } from '../../src/config/checkValue.ts';
import type { Config } from '../../src/config/config.ts';
import type { Knob, KnobValue } from '../../src/config/knob.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { recipeByName, RECIPES } from '../../src/config/recipes.ts';
import { setLeaves, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { NodeSession, policyIn } from '../training/nodeSession.ts';
import { fuzzKind } from './fuzz.ts';
import { sentenceProblem } from './sentence.ts';

const fuzz = fuzzKind('validSettings', 40);

/** Sizes, so that a run stays small; the machine; names of files. */
const FIXED = {
  num_generations: '4',
  generation_batch_size: '8',
  max_completion_length: '6',
  lora_r: '2',
  provider: 'wasm',
  num_threads: '1',
};
/** What would only make a run long: at most this. */
const MOST: Readonly<Record<string, number>> = { num_iterations: 3, rank: 4, samples: 8, rounds: 2, steps: 3 };

function valuesOf(name: string, { kind, min, max, choices, nullable, default: usual }: Knob): readonly KnobValue[] {
  const own = name.split('.').at(-1)!;
  const high = Math.min(max ?? 0, MOST[own] ?? Infinity);
  const [low, span] = [min ?? 0, high - (min ?? 0)];
  const none: readonly KnobValue[] = nullable ? [null] : [];
  if (kind === 'boolean') return [true, false];
  if (kind === 'choice') return [...choices!, ...none];
  if (kind === 'number') return [low, high, low + span * 1e-6, low + span / 2, high - span * 1e-6, ...none];
  if (kind === 'integer') return [low, high, Math.min(low + 1, high), Math.round(low + span / 2), ...none];
  return [usual];
}

const oddLeaf = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), value: fc.nat(9) });
const input = fc.record({
  recipe: fc.constantFrom('', ...RECIPES.keys()),
  odd: fc.array(oddLeaf, { minLength: 1, maxLength: 4 }),
});
type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

/** The settings, or the sentence that refuses them. */
function settingsOf({ recipe, odd }: Input): { config: Config; told: string } | { sentence: string } {
  let told = recipe;
  try {
    const base = recipe === '' ? defaultConfig() : applyRecipe(defaultConfig(), recipeByName(recipe));
    let config = setLeaves(base, Object.entries(FIXED));
    const free = [...leavesOf(config).values()].filter(
      ({ name, knob }) => !(name in FIXED) && ['number', 'integer', 'boolean', 'choice'].includes(knob.kind),
    );
    for (const { at, value } of odd) {
      const { name, knob } = free[Math.floor(at * free.length)]!;
      const values = valuesOf(name, knob);
      config = withLeaf(config, name, values[value % values.length]);
      told += ` ${name}=${values[value % values.length]}`;
    }
    return { config: validateConfig(config), told };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw new Error(`Crash (${String(error)}) with ${told}`, { cause: error });
    return { sentence: error.message };
  }
}

let session: NodeSession | undefined;
afterAll(() => session?.close());

async function run(config: Config, told: string): Promise<'read' | 'refused'> {
  session ??= await NodeSession.ready(validateConfig(setLeaves(defaultConfig(), Object.entries(FIXED))));
  session.events.length = 0;
  const started =
    (await session.send({ type: 'configure', config })) &&
    (await session.send({ type: 'reset' })) &&
    (await session.send({ type: 'start', steps: 2 }));
  for (const sentence of session.errors()) expect(sentenceProblem(sentence, /^[\w.'“]+/), `“${sentence}” with ${told}`).toBeNull(); // prettier-ignore
  const steps = session.metrics();
  for (const metrics of steps) for (const [name, value] of Object.entries(metrics)) expect(Number.isFinite(value), `${name} is ${value} with ${told}`).toBe(true); // prettier-ignore
  if (steps.length > 0) {
    const { theta } = policyIn(await session.checkpoint());
    expect(theta.every(Number.isFinite), `theta is not finite with ${told}`).toBe(true);
  }
  if (!started || steps.length < 2) expect(session.errors(), `nothing is said with ${told}`).not.toEqual([]);
  return steps.length === 2 ? 'read' : 'refused';
}

fuzz('two steps', 1, input, async (given) => {
  const settings = settingsOf(given);
  if ('config' in settings) return run(settings.config, settings.told);
  expect(sentenceProblem(settings.sentence, /^[\w.'“]+/), settings.sentence).toBeNull();
  return 'refused';
});
