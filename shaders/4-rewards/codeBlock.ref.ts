// What: twin of codeBlock.wgsl, by the authors' expressions.
import { BLANK, stripped } from './unicode.ref.ts';

export interface Code {
  readonly language: 'python' | 'svg';
  /** As it stands in the text. */
  readonly text: string;
  /** First character in the text. */
  readonly first: number;
  /** </svg> is missing behind it. */
  readonly unclosed: boolean;
}

const FENCED = new RegExp(`\`\`\`([a-zA-Z0-9_+-]+)[${BLANK}]*([^]*?)[${BLANK}]*\`\`\``, 'dg');

export function codeIn(text: string): Code | null {
  const blocks = [...text.matchAll(FENCED)].flatMap(({ 1: name, 2: inner, indices }) => {
    const language = name!.toLowerCase();
    const code = stripped(inner!);
    if ((language !== 'python' && language !== 'svg') || code === '') return [];
    return [{ language, text: code, first: indices![2]![0], unclosed: false } as const];
  });
  if (blocks.length > 0) return blocks.at(-1)!;
  const bare = /<svg[^>]*>[^]*/i.exec(text);
  if (!bare) return null;
  const kept = bare[0].replace(/<[^>]*$/, '');
  return { language: 'svg', text: kept, first: bare.index, unclosed: !stripped(kept).endsWith('</svg>') };
}
