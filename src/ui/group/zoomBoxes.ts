// What: the parts of the picture that an answer zoomed into, in order. Units: coordinates in the text are hundredths.
import type { Box } from '../../1-image/types.ts';
import type { RolloutView } from '../../training/protocol.ts';

const ZOOM = /<zoom>\s*(\d{1,2})[\s,]+(\d{1,2})[\s,]+(\d{1,2})[\s,]+(\d{1,2})\s*<\/zoom>/g;

/** What has no area shows nothing. */
export function zoomBoxes({ text }: Pick<RolloutView, 'text'>): readonly Box[] {
  return [...text.matchAll(ZOOM)].flatMap((found): Box[] => {
    const [x0, y0, x1, y1] = found.slice(1).map((number) => Number(number) / 100);
    return x1! > x0! && y1! > y0! ? [[x0!, y0!, x1!, y1!]] : [];
  });
}
