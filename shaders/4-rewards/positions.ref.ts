// What: twin of positions.wgsl, by the authors' replacements.
import { readJson } from './jsonText.ref.ts';

/** The list, [] included; null where the text is none. */
export function readPositions(content: string): unknown[] | null {
  const wrapped = `<bbox>${content}</bbox>`.replaceAll('[[', '[').replaceAll(']]', ']').replaceAll('\n', '');
  const start = wrapped.indexOf('<bbox>') + 6;
  let text = wrapped.slice(start, Math.max(wrapped.indexOf('</bbox>'), start));
  if (!text.endsWith(']')) {
    const cut = text.lastIndexOf('},');
    text = `${cut < 0 ? text : text.slice(0, cut)}}]`;
  }
  const data = readJson(text.replaceAll("'", '"'));
  return Array.isArray(data) ? data : null;
}
