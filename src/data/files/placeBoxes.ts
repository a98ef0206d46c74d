// What: boxes and points of a found prompt → fractions of its first picture as it is shown.
// Formula: fraction = pixels / side; the side is that of the table where it tells one, else that of the picture.
// Units: in: fractions, or pixels from the upper left corner; out: fractions.
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import type { FoundPrompt, Note } from './importer.ts';

export interface Sides {
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  readonly truth: Truth;
  readonly notes: readonly Note[];
}

/** `picture` is null where the file does not tell its size. */
export function placeBoxes({ truth, pixels }: FoundPrompt, picture: Sides | null): Placed {
  if (!pixels) return { truth, notes: [] };
  const width = pixels.width ?? picture?.width ?? 1;
  const height = pixels.height ?? picture?.height ?? 1;
  const boxes = truth.boxes?.map(([x0, y0, x1, y1]): Box => [x0 / width, y0 / height, x1 / width, y1 / height]);
  const points = truth.points?.map(([x, y]) => [x / width, y / height] as const);
  return { truth: { ...truth, ...(boxes ? { boxes } : {}), ...(points ? { points } : {}) }, notes: [] };
}
