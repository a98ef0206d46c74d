// What: twin of positions.wgsl, by the authors' replacements.
import { readJson } from './jsonText.ref.ts';
import type { BlockName } from './namedBlock.ref.ts';

/** The list, [] included; null where the text is none. The name is that of the block. */
export function readPositions(content: string, name: BlockName): unknown[] | null {
  const [open, close] = [`<${name}>`, `</${name}>`];
  const wrapped = `${open}${content}${close}`.replaceAll('[[', '[').replaceAll(']]', ']').replaceAll('\n', '');
  let text = wrapped.slice(open.length, Math.max(wrapped.indexOf(close), open.length));
  if (!text.endsWith(']')) {
    const cut = text.lastIndexOf('},');
    text = `${cut < 0 ? text : text.slice(0, cut)}}]`;
  }
  const data = readJson(text.replaceAll("'", '"'));
  return Array.isArray(data) ? data : null;
}
