// What: the sample gallery, drawn here at run time (own work, CC0): coloured shapes on soft backgrounds.
import type { Box } from '../1-image/types.ts';
import type { PromptDraft } from './store.ts';

interface Shape {
  readonly kind: 'circle' | 'square' | 'triangle' | 'star';
  readonly colour: string;
  /** Centre and half side, as fractions. */
  readonly at: readonly [x: number, y: number, half: number];
}
interface Sample {
  readonly name: string;
  readonly background: readonly [string, string];
  readonly shapes: readonly Shape[];
  readonly question: string;
  readonly answer: string;
  readonly target: number;
}

const SAMPLES: readonly Sample[] = [
  {
    name: 'circle and square',
    background: ['#dfe7ee', '#b9c6d3'],
    shapes: [
      { kind: 'circle', colour: '#d62728', at: [0.7, 0.62, 0.18] },
      { kind: 'square', colour: '#1f4fd8', at: [0.25, 0.3, 0.13] },
    ],
    question: 'where is the red circle?',
    answer: 'red circle',
    target: 0,
  },
  {
    name: 'three things',
    background: ['#f3ead7', '#d9c7a0'],
    shapes: [
      { kind: 'star', colour: '#1f4fd8', at: [0.3, 0.68, 0.17] },
      { kind: 'circle', colour: '#2ca02c', at: [0.75, 0.3, 0.14] },
      { kind: 'square', colour: '#ff8c1a', at: [0.72, 0.75, 0.12] },
    ],
    question: 'find the blue star',
    answer: 'blue star',
    target: 0,
  },
  {
    name: 'small triangle',
    background: ['#3b4252', '#5a6478'],
    shapes: [
      { kind: 'triangle', colour: '#f2c91a', at: [0.78, 0.22, 0.12] },
      { kind: 'circle', colour: '#8e44ad', at: [0.36, 0.6, 0.22] },
    ],
    question: 'where is the yellow triangle?',
    answer: 'yellow triangle',
    target: 0,
  },
  {
    name: 'two squares',
    background: ['#e8f3ea', '#bcd9c3'],
    shapes: [
      { kind: 'square', colour: '#2ca02c', at: [0.27, 0.32, 0.16] },
      { kind: 'square', colour: '#d62728', at: [0.7, 0.7, 0.17] },
    ],
    question: 'where is the green square?',
    answer: 'green square',
    target: 0,
  },
];

export const SAMPLE_SIDE = 384;
export const sampleNames = SAMPLES.map(({ name }) => name);

function pathOf({ kind, at: [x, y, half] }: Shape): Path2D {
  const [cx, cy, r] = [x * SAMPLE_SIDE, y * SAMPLE_SIDE, half * SAMPLE_SIDE];
  const path = new Path2D();
  if (kind === 'circle') path.arc(cx, cy, r, 0, 2 * Math.PI);
  else if (kind === 'square') path.rect(cx - r, cy - r, 2 * r, 2 * r);
  else {
    const corners = kind === 'triangle' ? 3 : 10;
    for (let i = 0; i < corners; i++) {
      const radius = kind === 'star' && i % 2 === 1 ? r * 0.42 : r;
      const angle = -Math.PI / 2 + (2 * Math.PI * i) / corners;
      path.lineTo(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
    }
    path.closePath();
  }
  return path;
}

async function draw({ background, shapes }: Sample): Promise<Blob> {
  const canvas = new OffscreenCanvas(SAMPLE_SIDE, SAMPLE_SIDE);
  const context = canvas.getContext('2d')!;
  const gradient = context.createLinearGradient(0, 0, 0, SAMPLE_SIDE);
  background.forEach((colour, i) => gradient.addColorStop(i, colour));
  context.fillStyle = gradient;
  context.fillRect(0, 0, SAMPLE_SIDE, SAMPLE_SIDE);
  for (const shape of shapes) {
    context.fillStyle = shape.colour;
    context.fill(pathOf(shape));
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

const boxOf = ({ at: [x, y, half] }: Shape): Box => [x - half, y - half, x + half, y + half];

export async function drawSamples(): Promise<PromptDraft[]> {
  return Promise.all(
    SAMPLES.map(async (sample, i) => {
      const image = await draw(sample);
      const { name, question, answer, shapes, target } = sample;
      const url = URL.createObjectURL(image);
      return { id: `sample-${i}`, name, image, url, question, answer, boxes: [boxOf(shapes[target]!)] };
    }),
  );
}
