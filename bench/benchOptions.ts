// What: the command line of `npm run bench` as a checked object. What is wrong is one sentence.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../src/config/config.ts';
import { setLeaf, setLeaves } from '../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../src/config/validateConfig.ts';
import { parseOwnPhoto } from './ownPhoto.ts';
import type { OwnPhoto } from './ownPhoto.ts';
import type { Device } from './vs-trl/environment.ts';

const MODES = [
  'memory',
  'learn',
  'grid',
  'photos',
  'providers',
  'speed',
  'page',
  'soak',
  'faults',
  'recipes',
  'kernels',
  'products',
  'estimate',
  'vs-trl',
] as const;
/** What runs: one of the modes, or `stages` where none is named. */
export type Mode = (typeof MODES)[number] | 'stages';

export interface BenchOptions {
  readonly mode: Mode;
  /** A folder with a policy bundle; null = the embedded one. */
  readonly modelFolder: string | null;
  readonly config: Config;
  /** What `--set` changes, 'name=value' each, as they stand in a link. */
  readonly set: readonly string[];
  readonly steps: number;
  readonly seeds: readonly number[];
  /** Seeds of the control with shuffled advantages. */
  readonly control: readonly number[];
  readonly skills: readonly string[];
  readonly held: number;
  readonly difficulty: number;
  readonly json: string | null;
  /** Runs of each fault. */
  readonly runs: number;
  /** Part of the names of the faults, recipes or kernels; '' = all. */
  readonly only: string;
  /** A photograph of one's own for --recipes; null = its scenes. */
  readonly own: OwnPhoto | null;
  /** A folder for screenshots; null = none are taken. */
  readonly shots: string | null;
  /** Names of rows of the comparison with TRL, semicolons between them; '' = the usual ones. */
  readonly rows: string;
  readonly all: boolean;
  /** How often each row is measured. */
  readonly rounds: number;
  readonly learning: boolean;
  readonly device: Device;
}

const STEPS: Readonly<Partial<Record<Mode, number>>> = {
  stages: 10,
  grid: 60,
  photos: 40,
  providers: 3,
  speed: 8,
  soak: 0,
  'vs-trl': 0,
};
const SEEDS: Readonly<Partial<Record<Mode, string>>> = {
  grid: '0,1,2,3,4',
  photos: '0',
  faults: 'none',
  'vs-trl': '0,1,2,3,4',
};

function number(name: string, text: string, least: number, most: number, whole = true): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  throw new Error(`--${name} is '${text}'; it must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
}

/** '0,1,2' → numbers; 'none' → no seed, only what needs no training. */
function seedList(name: string, text: string): readonly number[] {
  if (text === 'none') return [];
  return text.split(',').map((seed) => number(name, seed, 0, 2 ** 32 - 1));
}

function assigned(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--set is '${text}'; write a setting and its value, for example --set temperature=0.8.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function configOf(mode: Mode, provider: string, local: boolean, set: readonly string[]): Config {
  const start = setLeaf(defaultConfig(), 'provider', provider);
  // The learning experiment was set up with the small policy, AdamW, a learning rate for it and no KL; its bounds hold for those.
  const pinned = { model: 'models/shapes/', optim: 'adamw', learning_rate: '2e-4', max_grad_norm: '1', beta: '0' };
  const own =
    mode === 'learn' ? Object.entries(pinned).reduce((c, [name, text]) => setLeaf(c, name, text), start) : start;
  const model = local ? setLeaf(own, 'model', 'local-model/') : own;
  return validateConfig(setLeaves(model, set.map(assigned)));
}

function deviceOf(text: string): Device {
  if (text === 'cpu' || text === 'cuda') return text;
  throw new Error(`--device is '${text}'; write cpu or cuda.`);
}

/** Throws an Error whose message says what to write instead. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{
        memory: flag,
        learn: flag,
        grid: flag,
        photos: flag,
        providers: flag,
        speed: flag,
        page: flag,
        soak: flag,
        faults: flag,
        recipes: flag,
        kernels: flag,
        products: flag,
        estimate: flag,
        'vs-trl': flag,
      },
      ...{
        steps: text,
        model: text,
        seeds: text,
        json: text,
        shots: text,
        own: text,
        control: { type: 'string', default: 'none' },
      },
      provider: { type: 'string', default: 'wasm' },
      set: { type: 'string', multiple: true, default: [] },
      skills: { type: 'string', default: 'find,name,where' },
      held: { type: 'string', default: '48' },
      difficulty: { type: 'string', default: '0.3' },
      runs: { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      ...{ rows: { type: 'string', default: '' }, all: flag, rounds: { type: 'string', default: '2' } },
      ...{ learning: flag, device: { type: 'string', default: 'cpu' } },
    },
  });
  const named = MODES.filter((mode) => values[mode]);
  if (named.length > 1) throw new Error(`--${named.join(' and --')} are different benchmarks; name one.`);
  const mode = named[0] ?? 'stages';
  if (values.steps !== undefined && !(mode in STEPS)) throw new Error(`--${mode} has its own number of steps.`);
  if (values.seeds !== undefined && !(mode in SEEDS))
    throw new Error(`--seeds is for --grid, --photos, --faults and --vs-trl.`);
  return {
    mode,
    modelFolder: values.model ? resolve(values.model) : null,
    config: configOf(mode, values.provider, values.model !== undefined, values.set),
    set: values.set,
    steps: number('steps', values.steps ?? String(STEPS[mode] ?? 0), 0, 100_000),
    seeds: seedList('seeds', values.seeds ?? SEEDS[mode] ?? 'none'),
    control: seedList('control', values.control),
    skills: values.skills.split(','),
    held: number('held', values.held, 1, 1000),
    difficulty: number('difficulty', values.difficulty, 0, 1, false),
    json: values.json ?? null,
    runs: number('runs', values.runs, 1, 1000),
    only: values.only,
    shots: values.shots ? resolve(values.shots) : null,
    own: values.own === undefined ? null : parseOwnPhoto(values.own),
    ...{ rows: values.rows, all: values.all, learning: values.learning },
    rounds: number('rounds', values.rounds, 1, 100),
    device: deviceOf(values.device),
  };
}
