// What: a checkout that can be run: a folder as it is, or a commit unpacked beside the installed packages; and one run of it
// by its own `npm run train`, listened to by tap.mjs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { settingsOf } from './runs.ts';
import type { FrozenRun, ModelName } from './runs.ts';

export interface Checkout {
  readonly folder: string;
  /** A commit never changes, so what it computed may be kept; a folder may. */
  readonly commit: string | null;
}

function git(root: string, ...args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr.toString().trim()}`);
  return stdout;
}

/** A folder is taken as it is; a commit is unpacked below `cache`, with the packages of `root`. */
export function openCheckout(root: string, base: string, cache: string): Checkout {
  if (statSync(base, { throwIfNoEntry: false })?.isDirectory()) return { folder: resolve(base), commit: null };
  const commit = git(root, 'rev-parse', '--verify', '--end-of-options', `${base}^{commit}`).toString().trim();
  const folder = join(cache, commit);
  if (existsSync(folder)) return { folder, commit };
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const { status } = spawnSync('tar', ['-x'], { cwd: fresh, input: git(root, 'archive', commit), maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`The commit ${commit} could not be unpacked with tar.`);
  symlinkSync(join(root, 'node_modules'), join(fresh, 'node_modules'));
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another run was quicker
  }
  return { folder, commit };
}

export interface Order {
  readonly model: ModelName;
  readonly run: FrozenRun;
  readonly steps: number;
  readonly prompts: string;
  readonly bundle: string;
}

/** Settings of a run that this checkout knows and others may not. */
function sinceOf(folder: string, { since = {} }: FrozenRun): [string, string][] {
  const axes = join(folder, 'src', 'config', 'axes');
  const text = readdirSync(axes)
    .map((file) => readFileSync(join(axes, file), 'utf8'))
    .join('\n');
  return Object.entries(since).filter(([name]) => text.includes(`  ${name}: `));
}

const argumentsOf = (folder: string, { model, run, steps, prompts, bundle }: Order): string[] => [
  ...['--prompts', prompts, '--model', bundle, '--recipe', run.recipe, '--steps', String(steps), '--json', '-'],
  ...[...Object.entries(settingsOf(model, run)), ...sinceOf(folder, run)].flatMap(([name, value]) => [
    '--set',
    `${name}=${value}`,
  ]),
];

const TAP = join(import.meta.dirname, 'tap.mjs');

/** Runs and writes what the worker told to `file`. Rejects where the run fails, with its own words. */
export function runCheckout(folder: string, order: Order, file: string): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const [node, ...words] = scripts['train']?.split(' ') ?? [];
  if (node !== 'node') throw new Error(`${folder}: 'npm run train' does not start with node.`);
  rmSync(file, { force: true });
  const child = spawn(process.execPath, ['--import', TAP, ...words, ...argumentsOf(folder, order)], {
    cwd: folder,
    env: { ...process.env, FROZEN_TAP: file },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`${folder}: the run failed.\n${said.trim()}`))));
  });
}

/** Under which name the outcome of a commit is kept: whatever could change a bit is in it. */
export function outcomeKey(order: Order, browserPath: string): string {
  const { model, run, steps, prompts, bundle } = order;
  const { size, mtimeMs } = statSync(browserPath);
  const browser = [browserPath, size, mtimeMs];
  const facts = [
    [model, run.recipe, steps, settingsOf(model, run), process.version, cpus()[0]?.model, browser],
    readdirSync(dirname(prompts)).map((name) => readFileSync(join(dirname(prompts), name), 'base64')),
    [readFileSync(join(bundle, 'files.json'), 'utf8'), readFileSync(TAP, 'utf8')],
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
