// What: installs what is missing and builds what is stale (plain JavaScript: runs before any package is installed).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OLDEST_NODE = [20, 19];
const CACHE = join(ROOT, 'node_modules', '.cache', 'rollscope');
const BUILD_INPUTS = ['src', 'shaders', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** An error whose message is all that the user needs to read. */
export class SetUpError extends Error {}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new SetUpError(`Rollscope needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Whether every package of the lock file is there in its version (optional ones may be absent). */
export function isInstalled() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const lock = join(ROOT, 'package-lock.json');
  if (!existsSync(installed) || !existsSync(lock)) return existsSync(installed);
  const there = readJson(installed).packages;
  return Object.entries(readJson(lock).packages).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || (devOptional && !there[path]) || there[path]?.version === version,
  );
}

/** npm ci (npm install without a lock file), only where something is missing. */
export function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  console.log('Installing packages …');
  const command = existsSync(join(ROOT, 'package-lock.json')) ? 'ci' : 'install';
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  throw new SetUpError(`npm ${command} failed${error ? ` (${error.message})` : ''}; check the network and try again.`);
}

/** Latest change under a path, in ms; 0 where there is nothing. */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter((name) => !name.startsWith('.'));
  return Math.max(stat.mtimeMs, ...names.map((name) => newestChange(join(path, name))));
}

export function isBuilt() {
  const page = join(ROOT, 'dist', 'index.html');
  if (!existsSync(page)) return false;
  const built = statSync(page).mtimeMs;
  return BUILD_INPUTS.every((input) => newestChange(join(ROOT, input)) <= built);
}

/** vite build into a folder of its own, which then takes the place of dist/: a served page is never half written. */
export function ensureBuilt() {
  if (isBuilt()) return;
  console.error('Building the page …');
  const started = new Date();
  const fresh = join(CACHE, `build-${process.pid}`);
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  mkdirSync(CACHE, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', VITEST: '' } },
  );
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new SetUpError(`The page could not be built:\n${stdout}${stderr}`);
  }
  const dist = join(ROOT, 'dist');
  const old = join(CACHE, `old-${process.pid}`);
  utimesSync(join(fresh, 'index.html'), started, started);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}
