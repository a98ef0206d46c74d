// What: twin of judgedText.wgsl, by the authors' splits and expressions.
import { blockIn } from './namedBlock.ref.ts';
import { stripped } from './unicode.ref.ts';

export const behindThinking = (text: string): string => text.split('</think>').at(-1)!;
export const filledBoxes = (text: string): string[] =>
  [...text.matchAll(/\\boxed\{([^}]+)\}/g)].map(([, inner]) => inner!);

/** null where there is nothing of the kind. */
export function judgedText(text: string, form: number): string | null {
  if (form === 0) return stripped(text.split('<answer>').at(-1)!.split('</answer>')[0]!);
  if (form === 2) return filledBoxes(behindThinking(text)).at(-1) ?? null;
  const block = form === 1 ? blockIn(behindThinking(text), 'answer') : blockIn(text, 'answer', { last: true });
  return block === null ? null : stripped(block);
}

export const characters = (text: string): number => [...text].length;
