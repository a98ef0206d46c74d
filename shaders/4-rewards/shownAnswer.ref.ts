// What: twin of shownAnswer.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { behindThinking, judgedText } from './judgedText.ref.ts';
import { asText } from './letters.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

const bytesIn = (text: string) => new TextEncoder().encode(text).length;

/** Where the text that was cut out begins: behind what the cut leaves in front of it. */
function firstOf(text: string, form: number, shown: string): number {
  const front = (tag: string, from: number) => {
    const start = text.lastIndexOf(tag, from);
    return start < 0 ? 0 : start + tag.length;
  };
  let start: number;
  if (form === 0) start = front('<answer>', Infinity);
  else if (form === 2)
    start = text.length - behindThinking(text).length + behindThinking(text).lastIndexOf(`\\boxed{${shown}}`) + 7;
  else if (form === 1) {
    const from = text.length - behindThinking(text).length;
    start = text.indexOf('<answer>', from) + 8;
  } else {
    const blocks = [...text.matchAll(/<answer>[^]*?<\/answer>/g)];
    start = blocks.at(-1)!.index + 8;
  }
  const rest = text.slice(start);
  // White space in front of it; all of it where nothing is left.
  const blank = form === 2 ? 0 : rest.length - stripped(`${rest}x`).length + 1;
  const inner = shown === '' ? Math.min(blank, rest.search(/<\/answer>|$/)) : blank;
  return bytesIn(text.slice(0, start + inner));
}

export const reference: KernelReference = ({ rollouts, bytesPerRollout, form }, buffers) => {
  const bytes = new Uint8Array((buffers['completionBytes'] as Uint32Array).slice().buffer);
  for (let r = 0; r < rollouts!; r++) {
    const start = r * bytesPerRollout!;
    const own = bytes.subarray(start, start + buffers['lengths']![r]!);
    const isAscii = !/[^\0-\x7f]/.test(asText(own));
    const text = isAscii ? asText(own) : textOf(own);
    const shown = judgedText(text, form!);
    buffers['ranges']!.set(shown === null ? [0, 0, 0] : [firstOf(text, form!, shown), bytesIn(shown), 1], 3 * r);
  }
};
