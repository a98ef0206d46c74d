// What: drawn samples as data: coloured shapes on soft backgrounds (own work, CC0), with question, answer and box. They are
// drawn at run time, so that a gallery is there even where no picture was shipped.
// Units: fractions of the picture's side.
import { boxOf, drawShapes } from './drawShapes.ts';
import type { ShapeScene } from './drawShapes.ts';
import type { Scene } from './types.ts';

interface Sample extends ShapeScene {
  readonly name: string;
  readonly question: string;
  readonly answer: string;
  /** The shape that the question is about. */
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
  {
    name: 'balloons',
    background: ['#8fc5ee', '#cfe8f7', '#f6efd9'],
    hills: '#7fa66a',
    shapes: [
      { kind: 'circle', colour: '#8e44ad', at: [0.27, 0.3, 0.15] },
      { kind: 'circle', colour: '#e8590c', at: [0.66, 0.42, 0.19] },
      { kind: 'circle', colour: '#1f4fd8', at: [0.86, 0.17, 0.09] },
    ],
    question: 'where is the orange circle?',
    answer: 'orange circle',
    target: 1,
  },
  {
    name: 'evening',
    background: ['#27304f', '#6b5a86', '#e2a487'],
    hills: '#2d3350',
    shapes: [
      { kind: 'star', colour: '#f2c91a', at: [0.22, 0.24, 0.13] },
      { kind: 'triangle', colour: '#2ca02c', at: [0.7, 0.66, 0.2] },
      { kind: 'square', colour: '#d62728', at: [0.33, 0.74, 0.12] },
    ],
    question: 'find the yellow star',
    answer: 'yellow star',
    target: 0,
  },
];

export function drawSamples(): Promise<Scene[]> {
  return Promise.all(
    SAMPLES.map(async (sample) => {
      const { name, question, answer, shapes, target } = sample;
      const truth = { answer, boxes: [boxOf(shapes[target]!)], labels: [answer] };
      return { name, images: [await drawShapes(sample)], question, truth };
    }),
  );
}
