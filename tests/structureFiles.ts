// What: the files of the project as the structure test reads them: paths with '/', text, and import lines.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'out',
  '.git',
  '.cache',
  '.venv',
  '__pycache__',
  'screenshots',
  'models',
]);

export interface SourceFile {
  /** From the project's root, for example 'src/gpu/compute.ts'. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

export interface ImportLine {
  readonly target: string;
  readonly typesOnly: boolean;
}

/** Paths of all files below a folder. */
export function listFiles(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    if (SKIPPED.has(name)) return [];
    const path = posix.join(folder, name);
    return statSync(join(ROOT, path)).isDirectory() ? listFiles(path) : [path];
  });
}

export function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return { path, text, lines: text.replace(/\n$/, '').split('\n').length };
}

export const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

const onlyTypes = (clause: string) => {
  if (/^type\b/.test(clause)) return true;
  const named = /^\{([\s\S]*)\}$/.exec(clause.trim());
  return named !== null && named[1]!.split(',').every((name) => name.trim() === '' || /^type\s/.test(name.trim()));
};

/** Import and export-from lines, dynamic imports too; relative targets become paths from the root. */
export function importsOf({ path, text }: SourceFile): ImportLine[] {
  const code = withoutComments(text);
  const fixed = [...code.matchAll(/^\s*(?:import|export)\s+([^'"`;]*?)\s*from\s*['"]([^'"]+)['"]/gm)].map((m) => ({
    target: m[2]!,
    typesOnly: onlyTypes(m[1]!),
  }));
  const bare = [...code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)].map((m) => ({ target: m[1]!, typesOnly: false }));
  const dynamic = [...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((m) => ({
    target: m[1]!,
    typesOnly: false,
  }));
  const resolve = (target: string) => (target.startsWith('.') ? posix.join(posix.dirname(path), target) : target);
  return [...fixed, ...bare, ...dynamic].map(({ target, typesOnly }) => ({ target: resolve(target), typesOnly }));
}
