// What: twin of foundCode.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { codeIn } from './codeBlock.ref.ts';
import { textOf } from './unicode.ref.ts';

const LANGUAGES = { python: 1, svg: 2 } as const;
const bytesIn = (text: string) => new TextEncoder().encode(text).length;

export const reference: KernelReference = ({ rollouts, bytesPerRollout }, buffers) => {
  const bytes = new Uint8Array((buffers['completionBytes'] as Uint32Array).slice().buffer);
  for (let r = 0; r < rollouts!; r++) {
    const start = r * bytesPerRollout!;
    const text = textOf(bytes.subarray(start, start + buffers['lengths']![r]!));
    const code = codeIn(text);
    const place = code && [bytesIn(text.slice(0, code.first)), bytesIn(code.text), LANGUAGES[code.language]];
    buffers['ranges']!.set(place ? [...place, code.unclosed ? 1 : 0] : [0, 0, 0, 0], 4 * r);
  }
};
