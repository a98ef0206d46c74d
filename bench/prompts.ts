// What: the four pictures of the benchmark: one coloured shape each, asked for its place and colour.
import type { HostPrompt } from '../src/headless/hostMessages.ts';
import { makePng } from './makePng.ts';
import type { Colour, Rectangle } from './makePng.ts';

const COLOURS: Readonly<Record<string, Colour>> = {
  red: [220, 40, 40],
  green: [40, 170, 70],
  blue: [50, 80, 220],
  yellow: [235, 205, 40],
};
const BOXES: readonly Rectangle['box'][] = [
  [0.1, 0.15, 0.4, 0.5],
  [0.55, 0.1, 0.9, 0.4],
  [0.2, 0.55, 0.5, 0.9],
  [0.5, 0.5, 0.85, 0.8],
];

export function benchPrompts(): HostPrompt[] {
  return Object.entries(COLOURS).map(([name, colour], i) => {
    const box = BOXES[i]!;
    const base64 = makePng(128, [245, 245, 240], [{ box, colour }]).toString('base64');
    return {
      id: name,
      images: [{ type: 'image/png', base64 }],
      question: `where is the ${name} square?`,
      truth: { boxes: [box], answer: name },
      split: 'train',
    };
  });
}
