// What: a box on the picture: a line in its colour and style over a wider pale one, so that it shows on any picture.
import type { Box } from '../../1-image/types.ts';
import type { Line } from './advantageColour.ts';

export function Outline({ box: [x0, y0, x1, y1], line }: { readonly box: Box; readonly line: Line }) {
  const place = { x: x0, y: y0, width: Math.max(0, x1 - x0), height: Math.max(0, y1 - y0) };
  return (
    <>
      <rect className="halo" {...place} strokeWidth={line.strokeWidth + 2} />
      <rect {...place} {...line} />
    </>
  );
}
