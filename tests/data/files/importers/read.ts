// What: files by path → what the page's reader makes of them, for the tests of importers.
import type { DataPrompt } from '../../../../src/data/dataPrompt.ts';
import { DataFile } from '../../../../src/data/files/dataFile.ts';
import { readFiles } from '../../../../src/data/files/readFiles.ts';
import { cleanPath, makeRoot } from '../../../../src/data/files/root.ts';

export type Content = string | Uint8Array<ArrayBuffer>;

export const rootOf = (files: Readonly<Record<string, Content>>, name = 'set.zip') =>
  makeRoot(
    name,
    Object.entries(files).map(([path, content]) => new DataFile(cleanPath(path), new Blob([content]))),
  );

/** The prompts with their pictures by path, and the sentences. */
export async function readSet(files: Readonly<Record<string, Content>>) {
  const { prompts, notes, images, loose } = await readFiles([rootOf(files)]);
  return {
    prompts: prompts.map((prompt) => {
      const told = Object.entries(prompt).filter(([name]) => name !== 'where' && name !== 'line');
      const images = prompt.images.map((key) => key.replace(/^0\//, ''));
      return { ...(Object.fromEntries(told) as DataPrompt), images };
    }),
    notes,
    images,
    loose,
  };
}
