// What: the command line of `npm run evidence` as a checked object. What is wrong is one sentence.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { turnOff } from '../../src/config/applyRecipe.ts';
import { claimConfigs } from '../../src/config/claimConfigs.ts';
import type { Variant } from '../../src/config/claimConfigs.ts';
import type { Config } from '../../src/config/config.ts';
import type { Claim, Recipe } from '../../src/config/recipe.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { validateConfig } from '../../src/config/validateConfig.ts';
import { ROOT } from '../../src/headless/project.mjs';

/** Held-out scenes of a run. */
const HELD = 24;
const QUICK = { steps: 2, held: 4 };

export interface EvidenceOptions {
  readonly recipe: Recipe;
  readonly claim: Claim;
  readonly configs: Readonly<Record<Variant, Config>>;
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly skill: string;
  readonly held: number;
  /** A folder for every metric of every step, as JSON Lines; null = none. */
  readonly log: string | null;
  /** Where the runs are kept: public/evidence, or a temporary file where they are not those of the claim. */
  readonly file: string;
}

function numbers(name: string, text: string, least: number): number[] {
  return text.split(',').map((part) => {
    const value = part.trim() === '' ? NaN : Number(part);
    if (Number.isInteger(value) && value >= least && value < 2 ** 32) return value;
    throw new Error(`--${name} is '${text}'; write whole numbers from ${least} on.`);
  });
}

function fraction(name: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new Error(`--${name} is '${text}'; write a number from 0 to 1.`);
}

function assigned(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--set is '${text}'; write a setting and its value, for example --set temperature=0.8.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Throws an Error whose message says what to write instead. */
export function parseEvidenceOptions(args: readonly string[]): EvidenceOptions {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{
        seeds: text,
        steps: text,
        scenes: text,
        difficulty: text,
        skill: text,
        quick: { type: 'boolean', default: false },
      },
      ...{ provider: { type: 'string', default: 'wasm' }, log: text },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) {
    throw new Error(
      'Name one recipe: npm run evidence -- NAME [--seeds 0,1,2] [--steps n] [--scenes n] [--difficulty d] [--skill s] [--quick].',
    );
  }
  const recipe = recipeByName(name);
  const { claim } = recipe;
  if (!claim) throw new Error(`The recipe ${name} has no claim; write one into its file before the first run.`);
  const skill = values.skill ?? claim.skill ?? recipe.task?.skill;
  if (!skill)
    throw new Error(`The claim of ${name} names no skill, and neither does its task; add "skill" to the claim.`);
  const { quick } = values;
  const steps = values.steps ? numbers('steps', values.steps, 1)[0]! : quick ? QUICK.steps : claim.steps;
  const set = [...values.set.map(assigned), ['provider', values.provider] as const];
  // The switch comes last here, too: a setting of a trial may name the very number that it sets to 0.
  const on = validateConfig(setLeaves(claimConfigs(recipe, steps).on, set));
  const scenes = values.scenes ? numbers('scenes', values.scenes, 1)[0]! : claim.scenes;
  const difficulty = values.difficulty ? fraction('difficulty', values.difficulty) : claim.difficulty;
  const isOther =
    steps !== claim.steps || scenes !== claim.scenes || difficulty !== claim.difficulty || values.skill !== undefined;
  const own = quick || isOther || values.set.length > 0;
  const folder = own ? join(tmpdir(), 'rollscope-evidence') : join(ROOT, 'public', 'evidence');
  return {
    recipe,
    claim: {
      ...claim,
      steps,
      ...(values.skill !== undefined && { skill }),
      ...(scenes !== undefined && { scenes }),
      ...(difficulty !== undefined && { difficulty }),
    },
    configs: { on, off: turnOff(on, recipe) },
    seeds: values.seeds ? numbers('seeds', values.seeds, 0) : quick ? claim.seeds.slice(0, 1) : claim.seeds,
    ...{ steps, skill, held: quick ? QUICK.held : HELD, log: values.log ?? null },
    file: join(folder, `${name}.json`),
  };
}
