// What: is a text one that a visitor can be shown? One or two whole sentences in words of the page, not of the engine.

const QUOTED = /“[^”]*”|‘[^’]*’|'[^']*'|"(?:[^"\\]|\\.)*"|`[^`]*`/gs;
const ENGINE =
  /\[object |\bundefined\b|\bNaN\b(?! or infinite)|is not a function|is not iterable|Cannot read prop|Cannot convert|Invalid (?:array|typed|string|Date|count|code)|Maximum call stack|out of bounds|Reduce of empty|\n\s+at |private member|structuredClone/;
/** Longer than any sentence that people read. */
const LONGEST = 700;

/** null where it can be shown; otherwise what is wrong with it. */
export function sentenceProblem(text: string, begins?: RegExp): string | null {
  if (text.length > LONGEST) return `it has ${text.length} letters`;
  if (!/[.?!…][)”]?$/.test(text.trim())) return 'it does not end like a sentence';
  if (!/^[\p{Lu}“‘'"\d]/u.test(text) && !begins?.test(text)) return 'it does not begin like a sentence';
  // What a visitor wrote may hold anything, in quotation marks.
  const [engine] = ENGINE.exec(text.replace(QUOTED, '“”')) ?? [];
  return engine === undefined ? null : `it says “${engine}”`;
}
