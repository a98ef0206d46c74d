// What: the results that a teacher has pasted: kept in this page only, until it is closed. Each run once; of a run that comes again the newest
// code counts (its name may have been added). Says in one sentence what came in and what did not.
import { create } from 'zustand';
import { CLASS_TEXTS } from '../texts/class.ts';
import { findCodes } from './findCodes.ts';
import type { FoundCode } from './findCodes.ts';
import { encodeResult } from './resultCode.ts';
import type { Result } from './resultCode.ts';

export const MAX_RESULTS = 1000;

export interface Collected {
  readonly results: readonly Result[];
  /** What became of the text that was taken last; null = none yet. */
  readonly told: string | null;
}

export const useCollected = create<Collected>()(() => ({ results: [], told: null }));

/** The page and the run: whatever else a second code of it says. */
const runOf = ({ tag, lesson, recipe, seed, metric, recorded }: Result) =>
  JSON.stringify([tag, lesson, recipe, seed, metric, recorded]);

export interface Taken {
  readonly results: readonly Result[];
  readonly added: number;
  readonly again: number;
  readonly noRoom: number;
}

/** The results with those of the codes: new ones behind, one that was there already in its place. */
export function withCodes(results: readonly Result[], codes: readonly FoundCode[]): Taken {
  const byRun = new Map(results.map((result) => [runOf(result), result]));
  let [added, again, noRoom] = [0, 0, 0];
  for (const { result } of codes) {
    if (!result) continue;
    const run = runOf(result);
    if (byRun.has(run)) again += 1;
    else if (byRun.size >= MAX_RESULTS) {
      noRoom += 1;
      continue;
    } else added += 1;
    byRun.set(run, result);
  }
  return { results: [...byRun.values()], added, again, noRoom };
}

export function takeText(text: string): void {
  const codes = findCodes(text);
  const { results, ...counts } = withCodes(useCollected.getState().results, codes);
  const broken = codes.flatMap(({ number, begins, fault }) => (fault ? [{ number, begins, fault }] : []));
  useCollected.setState({ results, told: CLASS_TEXTS.taken({ ...counts, broken, codes: codes.length }) });
}

export const removeResult = (gone: Result) =>
  useCollected.setState(({ results }) => ({ results: results.filter((result) => result !== gone) }));
export const forgetResults = () => useCollected.setState({ results: [], told: null });

/** All of them as a text that can be opened again. */
export const codesText = (results: readonly Result[]): string =>
  results.map((result) => `${encodeResult(result)}\n`).join('');
