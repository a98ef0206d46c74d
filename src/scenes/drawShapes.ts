// What: draws a scene of coloured shapes on a soft background, with hills, light and shadow where it has them.
// Units: places and sizes are fractions of the picture's side.
import type { Box } from '../1-image/types.ts';

export const KINDS = ['circle', 'square', 'triangle', 'star'] as const;
export interface Shape {
  readonly kind: (typeof KINDS)[number];
  readonly colour: string;
  /** Centre and half side. */
  readonly at: readonly [x: number, y: number, half: number];
}
export interface ShapeScene {
  /** Colours from top to bottom. */
  readonly background: readonly string[];
  /** Hills in this colour below, and shapes with light and shadow. */
  readonly hills?: string;
  readonly shapes: readonly Shape[];
}

/** Pixels per side. */
export const SIDE = 384;

function pathOf({ kind, at: [x, y, half] }: Shape): Path2D {
  const [cx, cy, r] = [x * SIDE, y * SIDE, half * SIDE];
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

/** What the path covers, so that the box is the one an eye would draw. */
export function boxOf({ kind, at: [x, y, half] }: Shape): Box {
  const side =
    { circle: 1, square: 1, triangle: Math.sin(Math.PI / 3), star: Math.sin((2 * Math.PI) / 5) }[kind] * half;
  const below = { circle: 1, square: 1, triangle: 0.5, star: Math.cos(Math.PI / 5) }[kind] * half;
  return [x - side, y - half, x + side, y + below];
}

function drawHills(context: OffscreenCanvasRenderingContext2D, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(0, SIDE);
  for (let x = 0; x <= SIDE; x += 4) {
    const wave = 0.84 + 0.05 * Math.sin((x / SIDE) * 5 + 0.7) + 0.025 * Math.sin((x / SIDE) * 13);
    context.lineTo(x, wave * SIDE);
  }
  context.lineTo(SIDE, SIDE);
  context.fill();
}

function drawShape(context: OffscreenCanvasRenderingContext2D, shape: Shape, lit: boolean): void {
  const path = pathOf(shape);
  context.fillStyle = shape.colour;
  context.shadowColor = lit ? 'rgb(0 0 0 / 35%)' : 'transparent';
  context.shadowBlur = 14;
  context.shadowOffsetY = 6;
  context.fill(path);
  context.shadowColor = 'transparent';
  if (!lit) return;
  const [x, y, r] = shape.at.map((value) => value * SIDE) as [number, number, number];
  const light = context.createRadialGradient(x - 0.4 * r, y - 0.4 * r, 0, x, y, 1.2 * r);
  light.addColorStop(0, 'rgb(255 255 255 / 45%)');
  light.addColorStop(0.5, 'rgb(255 255 255 / 0%)');
  light.addColorStop(1, 'rgb(0 0 0 / 25%)');
  context.fillStyle = light;
  context.fill(path);
}

export async function drawShapes({ background, hills, shapes }: ShapeScene): Promise<Blob> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d')!;
  const gradient = context.createLinearGradient(0, 0, 0, SIDE);
  background.forEach((colour, i) => gradient.addColorStop(i / (background.length - 1), colour));
  context.fillStyle = gradient;
  context.fillRect(0, 0, SIDE, SIDE);
  if (hills) drawHills(context, hills);
  for (const shape of shapes) drawShape(context, shape, hills !== undefined);
  return canvas.convertToBlob({ type: 'image/png' });
}
