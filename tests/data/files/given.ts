// What: files as a visitor gives them, for tests: made on the spot, or those of tests/cases; and what the page's worker makes of them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openFiles } from '../../../src/data/files/openFiles.ts';
import type { GivenFile } from '../../../src/data/files/openFiles.ts';
import { readFiles } from '../../../src/data/files/readFiles.ts';
import type { OpenedData } from '../../../src/data/files/readFiles.ts';
import { pngHeaderOnly } from '../../../bench/makePng.ts';

export type Content = string | Uint8Array<ArrayBuffer> | Blob;

export const CASES = join(import.meta.dirname, '..', '..', 'cases');

export const given = (files: Readonly<Record<string, Content>>): readonly GivenFile[] =>
  Object.entries(files).map(([path, content]) => ({ path, content: new Blob([content]) }));

function listed(path: string): readonly string[] {
  if (!statSync(join(CASES, path)).isDirectory()) return [path];
  return readdirSync(join(CASES, path)).flatMap((name) => listed(`${path}/${name}`));
}

/** Files and whole folders of tests/cases. */
export const cases = (...names: readonly string[]): readonly GivenFile[] =>
  names.flatMap(listed).map((path) => ({ path, content: new Blob([readFileSync(join(CASES, path))]) }));

export async function open(files: readonly GivenFile[]): Promise<OpenedData> {
  const { roots, notes } = await openFiles(files);
  return readFiles(roots, { before: notes });
}

export const openMade = (files: Readonly<Record<string, Content>>): Promise<OpenedData> => open(given(files));

export const bytesOf = async (content: Blob): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await content.arrayBuffer());

/** A picture of this size, as far as its header tells. */
export const png = (width = 48, height = 32): Uint8Array<ArrayBuffer> => new Uint8Array(pngHeaderOnly(width, height));

/** Which picture of tests/cases/cli each prompt shows first: 'a', 'b', or null. */
export async function shown({ prompts, images }: OpenedData): Promise<readonly (string | null)[]> {
  const known = ['a', 'b'].map((name) => [name, readFileSync(join(CASES, 'cli', `${name}.png`))] as const);
  return Promise.all(
    prompts.map(async ({ images: [key] }) => {
      const content = key === undefined ? null : Buffer.from(await images.get(key)!.content.arrayBuffer());
      return known.find(([, bytes]) => content?.equals(bytes))?.[0] ?? null;
    }),
  );
}
