// What: files by path → what the page's reader makes of them, for the tests of importers.
import { isTruthField } from '../../../../src/4-rewards/truthValues.ts';
import type { Truth } from '../../../../src/4-rewards/types.ts';
import { DataFile } from '../../../../src/data/files/dataFile.ts';
import { cleanPath, makeRoot } from '../../../../src/data/files/root.ts';
import { openMade } from '../given.ts';
import type { Content } from '../given.ts';

export type { Content } from '../given.ts';

export const rootOf = (files: Readonly<Record<string, Content>>) =>
  makeRoot(
    '',
    Object.entries(files).map(([path, content]) => new DataFile(cleanPath(path), new Blob([content]))),
  );

/** The prompts with their pictures by path and without the place that they came from, and the sentences. */
export async function readSet(files: Readonly<Record<string, Content>>) {
  const { prompts, ...opened } = await openMade(files);
  const plain = prompts.map((prompt) => {
    const { id, images, question, split, ...truth } = prompt;
    const told = Object.entries(truth).filter(([name]) => isTruthField(name));
    return {
      ...(id === undefined ? {} : { id }),
      images: images.map((key) => key.replace(/^0\//, '')),
      question,
      ...(split === undefined ? {} : { split }),
      ...(Object.fromEntries(told) as Truth),
    };
  });
  return { ...opened, prompts: plain };
}
