// What: a value of a stranger's file as a sentence can bear it: it may be a megabyte long, and nothing at all.
const LONGEST = 80;

/** As JSON, cut. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 20)}…`;
}

/** Words that no sentence has room for, cut. */
export const withShortWords = (sentence: string): string =>
  sentence.replace(/\S{81,}/g, (word) => `${word.slice(0, LONGEST - 20)}…${/[.?!]$/.exec(word)?.[0] ?? ''}`);
