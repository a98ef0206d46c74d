// What: Vite's import.meta.glob for the command line, where Node runs the sources through tsx without Vite: files that are
// loaded after this one may use it (at the top of a module; with `?raw` for texts). The same file is the hook itself.
import { readdirSync, readFileSync } from 'node:fs';
import { register } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

/** `*`, `**` and `{a,b}` as a regular expression over paths with '/'. */
function matcher(pattern) {
  const words = pattern.split(/(\*\*\/|\*|\{[^}]*\})/).map((part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '*') return '[^/]*';
    if (part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').join('|')})`;
    return part.replace(/[.+?^$()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${words.join('')}$`);
}

function filesBelow(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
    );
  } catch (error) {
    if (error.code === 'ENOENT') return []; // no file of that kind yet
    throw error;
  }
}

/** Paths as Vite writes them, relative to the file that asks. */
function pathsOf(from, pattern) {
  const fixed = posix.dirname(pattern.split(/[*{]/)[0] + '_');
  const wanted = matcher(posix.normalize(pattern));
  return filesBelow(join(from, fixed))
    .map((file) => relative(from, file).split(sep).join('/'))
    .filter((path) => wanted.test(path))
    .map((path) => (path.startsWith('.') ? path : `./${path}`));
}

async function loadFile(file, { query, import: name }) {
  if (query === '?raw') return readFileSync(file, 'utf8');
  if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'));
  const module = await import(pathToFileURL(file).href);
  return name ? module[name] : module;
}

async function importGlob(address, patterns, options = {}) {
  const from = dirname(fileURLToPath(address));
  const paths = [patterns].flat().flatMap((pattern) => pathsOf(from, pattern));
  const read = (path) => loadFile(join(from, path), options);
  const files = [...new Set(paths)]
    .sort()
    .map(async (path) => [path, options.eager ? await read(path) : () => read(path)]);
  return Object.fromEntries(await Promise.all(files));
}

const PROJECT = new URL('../../', import.meta.url).href;

/** A checkout may itself lie below a node_modules. */
const isPackage = (url) => (url.startsWith(PROJECT) ? url.slice(PROJECT.length - 1) : url).includes('/node_modules/');

/** The hook, which Node calls in a thread of its own: what tsx has compiled, with the call that Vite would replace. */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (loaded.format !== 'module' || !url.startsWith('file:') || isPackage(url)) return loaded;
  const text = String(loaded.source ?? '');
  if (!text.includes('import.meta.glob(')) return loaded;
  const source = text.replaceAll('import.meta.glob(', 'await globalThis.importGlob(import.meta.url, ');
  return { ...loaded, source };
}
if (isMainThread) {
  globalThis.importGlob = importGlob;
  register(import.meta.url);
}
