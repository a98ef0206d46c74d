// What: the words that Pocket was taught (public/scenes/nouns.json, wordings.json), so that the page can say which of a visitor's words are not among them.
import { create } from 'zustand';

interface NounRow {
  readonly noun: string;
  readonly plural: string;
  readonly words?: readonly string[];
}

/** What the skills put into answers and no table has: the eleven basic colours, numbers, places, changes, shapes. */
const DRAWN =
  'red orange yellow green blue purple pink brown black white grey gray one two three four five six seven eight nine ten ' +
  'top bottom left right middle centre added removed moved bigger smaller nothing cannot circle square triangle';
const WORD = /[\p{L}\p{M}]+/gu;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];

/** Every text of a table, its {slots} left out. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.replace(/\{\w+\}/g, ' ')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === '_readme' ? [] : [name, ...textsIn(inner)]));
}

export function knownWords(nouns: readonly NounRow[], wordings: unknown): ReadonlySet<string> {
  const own = nouns.flatMap(({ noun, plural, words = [] }) => [noun, plural, ...words]);
  return new Set([DRAWN, ...own, ...textsIn(wordings)].flatMap(wordsOf));
}

/** Of answer and question, in this order, each once; what is shorter than two letters is no word. */
export function unknownWords(
  { answer, question }: { readonly answer: string; readonly question: string },
  known: ReadonlySet<string>,
): readonly string[] {
  const asked = wordsOf(`${answer} ${question}`).filter((word) => word.length > 1 && !known.has(word));
  return [...new Set(asked)];
}

/** Null until the tables are there. */
export const useKnownWords = create<{ readonly known: ReadonlySet<string> | null }>()(() => ({ known: null }));

let asking: Promise<void> | null = null;

/** The tables are files of this page; where one is not to be had, nothing is said about words. */
export function readKnownWords(): Promise<void> {
  const table = async (name: string): Promise<unknown> => (await fetch(`scenes/${name}`)).json();
  asking ??= Promise.all([table('nouns.json'), table('wordings.json')]).then(
    ([nouns, wordings]) => useKnownWords.setState({ known: knownWords(nouns as readonly NounRow[], wordings) }),
    () => void (asking = null),
  );
  return asking;
}
