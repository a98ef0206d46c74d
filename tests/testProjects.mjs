// What: two kinds of test files. Most share one process each, in which a module is loaded once (loading them was more than half of the time of
// all tests); those that change what others see have one of their own: the page's stores and globals, and whatever replaces a module or sets a flag of V8.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Their modules hold state: the store, what the page has opened, a browser, the bytes on a device. */
const OWN_FOLDERS = ['store', 'ui', 'browser', 'headless', 'bench', 'gpu'];
const REPLACES =
  /\bvi\.(?:mock|doMock|spyOn|stubGlobal|stubEnv|useFakeTimers|setSystemTime|resetModules)\b|\bglobalThis\.\w+ =|\bsetFlagsFromString\b/;
const TEST = /\.test\.tsx?$/;

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => TEST.test(path))
    .sort();

/** @param {string} root the folder of the project */
export function testProjects(root) {
  const folder = join(root, 'tests');
  const isOwn = (path) =>
    OWN_FOLDERS.includes(path.split(/[\\/]/)[0]) || REPLACES.test(readFileSync(join(folder, path), 'utf8'));
  const files = filesIn(folder);
  const project = (name, isolate, include) => ({ extends: true, test: { name, isolate, include } });
  const own = files.filter(isOwn);
  const shared = files.filter((path) => !own.includes(path));
  const paths = (list) => list.map((path) => `tests/${path.replaceAll('\\', '/')}`);
  return [project('shared', false, paths(shared)), project('own', true, paths(own))];
}
