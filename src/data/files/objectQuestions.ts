// What: the objects that someone marked in a picture → what is asked: “find the dog” for the boxes of a name, “point to the dog” for its points.
// The words are ours, the same for every kind of annotation file.
// Units: as the marks are, fractions or pixels.
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { groupedBy } from './groupedBy.ts';

export interface Marked {
  readonly name: string;
  readonly box?: Box;
  readonly point?: readonly [x: number, y: number];
}

export interface Asked {
  readonly question: string;
  readonly truth: Truth;
}

export const DESCRIBE = 'describe the picture';
export const NAME_IT = 'what does the picture show?';

/** In the order in which the names come. A name with boxes and points is asked for twice. */
export function questionsAbout(objects: readonly Marked[]): readonly Asked[] {
  return [...groupedBy(objects, ({ name }) => name)].flatMap(([name, group]): Asked[] => {
    const boxes = group.flatMap(({ box }) => (box ? [box] : []));
    const points = group.flatMap(({ point }) => (point ? [point] : []));
    const labels = boxes.map(() => name);
    return [
      ...(boxes.length > 0 ? [{ question: `find the ${name}`, truth: { answer: name, boxes, labels } }] : []),
      ...(points.length > 0 ? [{ question: `point to the ${name}`, truth: { answer: name, points } }] : []),
    ];
  });
}

/** The box around corners; null where there are fewer than two. */
export function boxAround(corners: readonly (readonly [x: number, y: number])[]): Box | null {
  if (corners.length < 2) return null;
  return corners.reduce<Box>(
    ([x0, y0, x1, y1], [x, y]) => [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

/** The upright box around a box or ellipse of these half sides that is turned about its centre, by radians. Which way does not matter. */
export function uprightBox(
  [cx, cy]: readonly [x: number, y: number],
  halfWidth: number,
  halfHeight: number,
  angle: number,
  isEllipse = false,
): Box {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const reach = (a: number, b: number) => (isEllipse ? Math.hypot(a, b) : a + b);
  const [dx, dy] = [reach(halfWidth * cos, halfHeight * sin), reach(halfWidth * sin, halfHeight * cos)];
  return [cx - dx, cy - dy, cx + dx, cy + dy];
}
