// What: the command line of `npm run golden`.
import type { Follows } from './adapter.ts';

export const USAGE = `npm run golden -- DIR [--system a,b] [--follows code|paper] [--gpu] [--verbose]
  DIR        a folder of golden files (*.json)
  --system   only these, by file name without its ending or by the name of the system
  --follows  the reading of cases that do not name one themselves (code)
  --gpu      run the WGSL kernels on Dawn instead of their float64 references
  --verbose  list every failure: the first path that differs, and both values`;

export interface GoldenOptions {
  readonly folder: string;
  readonly systems: readonly string[] | null;
  readonly follows: Follows;
  readonly gpu: boolean;
  readonly verbose: boolean;
}

/** Throws one sentence where the words make no sense. */
export function parseGoldenOptions(words: readonly string[]): GoldenOptions {
  let folder: string | null = null;
  let systems: readonly string[] | null = null;
  let follows: Follows = 'code';
  let [gpu, verbose] = [false, false];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--gpu') gpu = true;
    else if (word === '--verbose') verbose = true;
    else if (word === '--system' || word === '--follows') {
      const value = words[++i];
      if (!value || value.startsWith('--')) throw new Error(`${word} needs a value.\n${USAGE}`);
      if (word === '--system') systems = value.split(',').map((name) => name.trim());
      else if (value === 'code' || value === 'paper') follows = value;
      else throw new Error(`--follows is code or paper, not '${value}'.`);
    } else if (word.startsWith('--')) throw new Error(`There is no option ${word}.\n${USAGE}`);
    else if (folder !== null) throw new Error(`One folder at a time: '${folder}' or '${word}'.\n${USAGE}`);
    else folder = word;
  }
  if (folder === null) throw new Error(`Name a folder of golden files.\n${USAGE}`);
  return { folder, systems, follows, gpu, verbose };
}
