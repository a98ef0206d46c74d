// What: bundles of the repository as dropped files, in Node.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBundle, type Bundle } from '../../src/2-policy/bundle/loadBundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const TINY = 'tests/golden/tiny/bundle';
export const SHAPES = 'public/models/shapes';

/** Every file of a folder, by its path inside it. */
export function folderFiles(folder: string): Record<string, Blob> {
  const base = join(ROOT, folder);
  const walk = (at: string): string[] =>
    readdirSync(at).flatMap((name) =>
      statSync(join(at, name)).isDirectory() ? walk(join(at, name)) : [join(at, name)],
    );
  return Object.fromEntries(walk(base).map((path) => [relative(base, path), new Blob([readFileSync(path)])]));
}

export const openBundle = (folder = TINY, decoderFile?: string): Promise<Bundle> =>
  loadBundle(
    { kind: 'files', files: folderFiles(folder) },
    { provider: 'wasm', ...(decoderFile === undefined ? {} : { decoderFile }) },
  );
