// What: the name of the outermost element of an XML text, without reading the text. Linear in its length whatever stands in it: an expression
// that goes back and forth over comments would hang the page with a file of a kilobyte.

const PARTS = [
  ['<?', '?>'],
  ['<!--', '-->'],
] as const;

/** Where a document type ends, with what it declares in brackets; −1 = nowhere. */
function endOfType(text: string, at: number): number {
  const [end, open] = [text.indexOf('>', at), text.indexOf('[', at)];
  if (open < 0 || end < open) return end < 0 ? -1 : end + 1;
  const close = text.indexOf(']', open);
  const after = close < 0 ? -1 : text.indexOf('>', close);
  return after < 0 ? -1 : after + 1;
}

/** '' where there is none. */
export function rootName(text: string): string {
  for (let at = 0; at >= 0;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    const part = PARTS.find(([start]) => text.startsWith(start, at));
    if (part) {
      const end = text.indexOf(part[1], at + part[0].length);
      at = end < 0 ? -1 : end + part[1].length;
    } else if (text.startsWith('<!DOCTYPE', at)) at = endOfType(text, at);
    else return /^<([\w:.-]+)/.exec(text.slice(at, at + 200))?.[1] ?? '';
  }
  return '';
}
