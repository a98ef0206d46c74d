// What: the command line of `npm run train` as a checked object. What is wrong is one sentence (ArgumentError, exit code 2).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { applyRecipe } from '../config/applyRecipe.ts';
import { ConfigError, nearestName } from '../config/checkValue.ts';
import type { Config } from '../config/config.ts';
import { checkRecipe } from '../config/recipe.ts';
import { setLeaf, setLeaves } from '../config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../config/validateConfig.ts';
import { parseSceneOrder } from './sceneOrder.ts';
import type { SceneOrder } from './sceneOrder.ts';

export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export const HELP = `npm run train -- --image FILE --question TEXT --answer TEXT [options]

  --image FILE           the picture; repeat for a prompt with several
  --box x0,y0,x1,y1      where the answer is, as fractions of the picture; repeat for several
  --question TEXT        the question to ask
  --answer TEXT          the true answer
  --prompts FILE.jsonl   one prompt per line instead: {"images": [path], "question", "split": "train" | "heldOut",
                         and what is true: "answer", "boxes", "facts", "captions", …}; paths are relative to the file;
                         the page saves such a file with its pictures (Files, Save as JSONL); also a COCO .json,
                         a .csv, or a .zip with one of them and its pictures
  --scenes skill=find,count=400,held=48,seed=1
                         scenes made by the page's generator instead; also difficulty=0…1, source=pocket|shapes
  --steps N              updates, default 10; 0 only evaluates
  --model DIR|URL        policy bundle; default: the embedded one
  --provider NAME        wasm, webgpu or auto
  --seed S               seed of the whole run
  --recipe NAME|FILE     grpo, dr_grpo, dapo, gspo, cispo, rloo, or a JSON file
  --set name=value       any setting by its name, a knob of a reward or another block as format.weight; repeat for several
  --json FILE            one JSON line per step (TRL's metric names), last {"before": …, "after": …}; - = standard output
  --record FILE          the run as a recording that the page can play (public/recorded/first-run.rollscope)
  --tokens DIR           every answer token by token (ids, log-probs, entropies, advantages), in the schema of prime-rl's
                         token export: DIR/token_exports/step_N/rank_0.jsonl
  --help

Exit codes: 0 done, 1 the run failed, 2 wrong arguments or no usable prompt.`;

export interface TrainArguments {
  readonly images: readonly string[];
  readonly boxes: readonly (readonly number[])[];
  readonly question: string | null;
  readonly answer: string | null;
  readonly promptsFile: string | null;
  readonly scenes: SceneOrder | null;
  readonly steps: number;
  /** A folder on this machine that holds the bundle; null = config.engine.model as it is. */
  readonly modelFolder: string | null;
  readonly json: string | null;
  readonly record: string | null;
  readonly tokens: string | null;
  readonly config: Config;
}

const OPTIONS =
  'image box question answer prompts scenes steps model provider seed recipe set json record tokens'.split(' ');

/** '--name value' and '--name=value' → values by name, in the order given. */
function collect(list: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (let i = 0; i < list.length; i++) {
    const [, name, inline] = /^--([a-z]+)(?:=(.*))?$/s.exec(list[i]!) ?? [];
    if (!name || !OPTIONS.includes(name)) {
      const near = nearestName(name ?? list[i]!, OPTIONS);
      throw new ArgumentError(`There is no option '${list[i]}'; did you mean --${near}? (--help lists all)`);
    }
    const value = inline ?? list[++i];
    if (value === undefined) throw new ArgumentError(`--${name} needs a value.`);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function single(values: Map<string, string[]>, name: string): string | null {
  const given = values.get(name) ?? [];
  if (given.length > 1) throw new ArgumentError(`--${name} is given ${given.length} times; give it once.`);
  return given[0] ?? null;
}

const RECIPES = join(import.meta.dirname, '..', 'config', 'recipes');

function readRecipe(nameOrFile: string) {
  const shipped = join(RECIPES, `${basename(nameOrFile)}.json`);
  const isFile = nameOrFile.endsWith('.json') || nameOrFile !== basename(nameOrFile);
  const file = isFile ? nameOrFile : shipped;
  if (!existsSync(file)) {
    const names = readdirSync(RECIPES).map((name) => basename(name, '.json'));
    throw new ArgumentError(
      `There is no recipe '${nameOrFile}'; choose from ${names.join(', ')}, or name a JSON file.`,
    );
  }
  try {
    return checkRecipe(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new ArgumentError(`The recipe '${nameOrFile}' cannot be read: ${(error as Error).message}`);
  }
}

function buildConfig(values: Map<string, string[]>): Config {
  const recipe = single(values, 'recipe');
  const config = recipe === null ? defaultConfig() : applyRecipe(defaultConfig(), readRecipe(recipe));
  const leaves: [string, string][] = (values.get('set') ?? []).map((text) => {
    const split = text.indexOf('=');
    if (split < 1) throw new ArgumentError(`--set ${text}: write name=value.`);
    return [text.slice(0, split), text.slice(split + 1)];
  });
  for (const name of ['provider', 'seed']) {
    const value = single(values, name);
    if (value !== null) leaves.push([name, value]);
  }
  return validateConfig(setLeaves(config, leaves));
}

function readSteps(text: string | null): number {
  const steps = text === null ? 10 : Number(text);
  if (Number.isSafeInteger(steps) && steps >= 0) return steps;
  throw new ArgumentError(`--steps is '${text}'; it must be a whole number ≥ 0.`);
}

function readBox(text: string): number[] {
  const box = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (box.length === 4 && box.every(Number.isFinite)) return box;
  throw new ArgumentError(
    `--box is '${text}'; write x0,y0,x1,y1 as fractions of the picture, for example 0.2,0.3,0.6,0.8.`,
  );
}

function checkSource(args: TrainArguments): void {
  const own = args.images.length > 0 || args.question !== null || args.answer !== null || args.boxes.length > 0;
  if (args.scenes !== null) {
    if (own || args.promptsFile !== null)
      throw new ArgumentError('--scenes cannot be combined with pictures or --prompts; leave those out.');
    if (args.record !== null) throw new ArgumentError('--record needs prompts from files; leave out --scenes.');
  } else if (args.promptsFile !== null) {
    if (own)
      throw new ArgumentError(
        '--prompts cannot be combined with --image, --box, --question or --answer; leave those out.',
      );
  } else if (args.images.length === 0) {
    throw new ArgumentError('There is no picture: give --image FILE or --prompts FILE.jsonl (--help lists all).');
  } else if (args.question === null) {
    throw new ArgumentError('There is no question: give --question TEXT.');
  } else if (args.answer === null && args.boxes.length === 0) {
    throw new ArgumentError('There is nothing to reward: give --answer TEXT, --box x0,y0,x1,y1, or both.');
  }
  for (const file of [...args.images, ...(args.promptsFile === null ? [] : [args.promptsFile])]) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new ArgumentError(`There is no file '${file}'.`);
  }
}

function readScenes(text: string | null): SceneOrder | null {
  try {
    return text === null ? null : parseSceneOrder(text);
  } catch (error) {
    throw new ArgumentError((error as Error).message);
  }
}

/** Returns null for --help. */
export function parseArguments(list: readonly string[]): TrainArguments | null {
  if (list.includes('--help') || list.includes('-h')) return null;
  try {
    const values = collect(list);
    const model = single(values, 'model');
    const isAddress = model !== null && /^https?:\/\//.test(model);
    const folder = model === null || isAddress ? null : resolve(model);
    if (folder !== null && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new ArgumentError(`There is no model folder '${model}'.`);
    }
    const config = buildConfig(values);
    const args: TrainArguments = {
      images: values.get('image') ?? [],
      boxes: (values.get('box') ?? []).map(readBox),
      question: single(values, 'question'),
      answer: single(values, 'answer'),
      promptsFile: single(values, 'prompts'),
      scenes: readScenes(single(values, 'scenes')),
      steps: readSteps(single(values, 'steps')),
      modelFolder: folder,
      json: single(values, 'json'),
      record: single(values, 'record'),
      tokens: single(values, 'tokens'),
      config: isAddress ? setLeaf(config, 'model', model) : config,
    };
    checkSource(args);
    return args;
  } catch (error) {
    if (error instanceof ConfigError) throw new ArgumentError(error.message);
    throw error;
  }
}
