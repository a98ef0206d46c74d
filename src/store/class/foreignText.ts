// What: a short text of a stranger (a name, the id of a recipe), made fit for a table: one line, no signs that cannot be seen or that turn the
// direction of what follows, bounded.

/** Controls, formats (zero width, direction, soft hyphen), lone surrogates, private use, lines and paragraphs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
/** Accents upon accents draw over the lines around them. */
const PILED = /(\p{M}{2})\p{M}+/gu;

/** `most` in characters. */
export function cleanText(text: string, most: number): string {
  const line = text
    .slice(0, 10 * most)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(UNSEEN, '')
    .replace(PILED, '$1')
    .replace(/ +/g, ' ')
    .trim();
  return [...line].slice(0, most).join('').trim();
}
