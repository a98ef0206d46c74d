// What: what mail programs, chats and pages do to a link, undone: readings of the same text, the least changed first.

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const MENDS: readonly ((text: string) => string)[] = [
  // Encoded once too often, or twice.
  decoded,
  (text) => decoded(decoded(text)),
  // Copied out of the source of a page.
  (text) => text.replace(/&(?:amp;|#38;|#x26;)+/gi, '&'),
  // Copied out of the source of a mail (quoted-printable).
  (text) => text.replace(/=\s*[\r\n]+/g, '').replace(/=3D/g, '='),
  // The end of the sentence or the bracket that the link stands in.
  (text) => text.replace(/(?<![\s.,;:!?)\]}>'"’”»*])[\s.,;:!?)\]}>'"’”»*]+$/u, ''),
];

/** The text as it is, then every way of mending it that changes something. */
export function readingsOf(text: string): readonly string[] {
  let readings = [text];
  for (const mend of MENDS) readings = [...new Set([...readings, ...readings.map(mend)])];
  return readings;
}

/** A packed state has letters, digits, - and _ only: line breaks, spaces and signs between them came on the way, as did long dashes. */
export const packedLetters = (text: string): string =>
  text
    .replaceAll('—', '--')
    .replaceAll('–', '-')
    .replace(/[^\w-]/g, '');
