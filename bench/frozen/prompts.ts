// What: the prompts of the frozen runs as a file of `npm run train -- --prompts`: pictures from code for the tiny bundle,
// the page's sample photographs for Pocket. Three to train on (two are drawn each step), one held out.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePng } from '../makePng.ts';
import type { Colour, Rectangle } from '../makePng.ts';
import type { ModelName } from './runs.ts';

interface Line {
  readonly id: string;
  readonly images: readonly string[];
  readonly question: string;
  readonly answer: string;
  readonly boxes: readonly Rectangle['box'][];
  readonly split?: 'heldOut';
}

const DRAWN: readonly (readonly [id: string, colour: Colour, box: Rectangle['box']])[] = [
  ['red', [220, 40, 40], [0.1, 0.15, 0.4, 0.5]],
  ['green', [40, 170, 70], [0.55, 0.1, 0.9, 0.4]],
  ['blue', [50, 80, 220], [0.2, 0.55, 0.5, 0.9]],
  ['yellow', [235, 205, 40], [0.5, 0.5, 0.85, 0.8]],
];

function drawnLines(folder: string): Line[] {
  return DRAWN.map(([id, colour, box], i) => {
    const name = `${id}.png`;
    writeFileSync(join(folder, name), makePng(40 + 8 * i, [250 - 30 * i, 250, 240], [{ box, colour }]));
    return { id, images: [name], question: `where is ${id}?`, answer: id, boxes: [box] };
  });
}

function sampleLines(folder: string, photos: string): Line[] {
  const line = (id: string, question: string, answer: string, box: Rectangle['box']): Line => {
    const name = `${id}.webp`;
    copyFileSync(join(photos, name), join(folder, name));
    return { id, images: [name], question, answer, boxes: [box] };
  };
  return [
    line('owl', 'where is the bird?', 'bird', [0.53, 0.2, 0.8, 0.95]),
    line('duck', 'what is this?', 'duck', [0.12, 0.22, 0.8, 0.9]),
    line('cat', 'where is the cat?', 'cat', [0.18, 0.14, 1, 0.73]),
    line('pig', 'where is the pig?', 'pig', [0.16, 0.22, 0.61, 0.82]),
  ];
}

/** Writes them with their pictures into a folder of their own; returns the path of the .jsonl. `closely` asks for a zoom in the words that Pocket knows. */
export function writePrompts(folder: string, model: ModelName, photos: string, closely: boolean): string {
  mkdirSync(folder, { recursive: true });
  const lines = model === 'tiny' ? drawnLines(folder) : sampleLines(folder, photos);
  const last = lines.length - 1;
  const asked = lines.map((line, i) => ({
    ...line,
    question: closely ? `look closely: ${line.question}` : line.question,
    ...(i === last ? { split: 'heldOut' } : {}),
  }));
  const file = join(folder, 'prompts.jsonl');
  writeFileSync(file, asked.map((line) => JSON.stringify(line)).join('\n'));
  return file;
}
