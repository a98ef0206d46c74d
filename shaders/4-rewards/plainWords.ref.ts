// What: twin of plainWords.wgsl.
export const plainWords = (text: string): string[] =>
  text.replace(/[A-Z]/g, (c) => c.toLowerCase()).match(/[a-z0-9]+/g) ?? [];

/** Null where the text has no word. */
export function newWordShare(text: string, known: string): number | null {
  const words = plainWords(text);
  const set = new Set(plainWords(known));
  return words.length === 0 ? null : words.filter((word) => !set.has(word)).length / words.length;
}
