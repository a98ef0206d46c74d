// What: a value of a stranger's file as a sentence can bear it: it may be a megabyte long, and nothing at all.
const LONGEST = 80;

/** What is nested so deep that it cannot even be written: its sentence must not fail, too. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch (error) {
    if (error instanceof RangeError) return 'a list in a list in a list without end';
    throw error;
  }
}

/** As JSON, cut. */
export function shownValue(value: unknown): string {
  const text = written(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 20)}…`;
}

/** Words that no sentence has room for, cut. */
export const withShortWords = (sentence: string): string =>
  sentence.replace(/\S{81,}/g, (word) => `${word.slice(0, LONGEST - 20)}…${/[.?!]$/.exec(word)?.[0] ?? ''}`);
