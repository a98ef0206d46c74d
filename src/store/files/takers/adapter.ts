// What: a PEFT adapter: its two files, in a folder or in a zip, with what its trainer left beside them.
import { unzipSync } from 'fflate';
import { openAdapter } from '../../adapter/adapterFiles.ts';
import { companionsOf, isPart } from '../../adapter/adapterFolder.ts';
import type { FileTaker, PathFile } from '../fileTaker.ts';

/** Archives of data are far larger than an adapter's list of names. */
const MAX_LOOK = 500e6;

async function holdsAdapter({ path, file }: PathFile): Promise<boolean> {
  if (!/\.zip$/i.test(path) || file.size > MAX_LOOK) return false;
  let found = false;
  try {
    const look = (name: string) => (found ||= isPart(name));
    unzipSync(new Uint8Array(await file.arrayBuffer()), { filter: ({ name }) => look(name) && false });
  } catch {
    return false;
  }
  return found;
}

export const taker: FileTaker = {
  order: 20,
  claim: async (files) => {
    const archives = await Promise.all(files.map(holdsAdapter));
    const companions = new Set(companionsOf(files.map(({ path }) => path)));
    return files.filter(({ path }, i) => isPart(path) || companions.has(path) || archives[i]);
  },
  take: (files) => openAdapter(Object.fromEntries(files.map(({ path, file }) => [path, file]))),
};
