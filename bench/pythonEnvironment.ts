// What: Python for the commands that need it: programs run to their end, and environments of this project's own with pinned packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, SetUpError } from '../src/headless/project.mjs';

/** PyTorch without CUDA is a fifth of the bytes; its own index alone has it. */
export const CPU_INDEX = 'https://download.pytorch.org/whl/cpu';

/** Runs to its end; throws with the end of what it said where it fails. Returns its standard output. */
export function runToEnd(program: string, args: readonly string[], cwd = ROOT): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return stdout;
  const said = error ? error.message : `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${program} ${args.join(' ')}\nfailed:\n${said}`);
}

/** The interpreter of the environment in `folder`, made where it is not there: one `pip install` after the other. */
export function madeEnvironment(
  folder: string,
  installs: readonly (readonly string[])[],
  say: (line: string) => void,
): string {
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  say(`Making a Python environment in ${folder} (once; several minutes) …`);
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  if (spawnSync('python3', ['--version']).status !== 0)
    throw new SetUpError(
      'There is no python3: install Python 3.11 or newer with its venv module (Debian: python3-venv).',
    );
  try {
    // Moved where it is whole: its scripts name the folder in which it was made, but only its interpreter is used.
    runToEnd('python3', ['-m', 'venv', fresh]);
    for (const packages of installs)
      runToEnd(join(fresh, 'bin', 'python'), ['-m', 'pip', 'install', '-q', ...packages]);
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return python;
}
