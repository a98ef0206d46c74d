// What: the lines of a YOLO label file → objects by class number. Detection, with or without a confidence; outlines; turned boxes; keypoints.
// Units: fractions of the picture; a box is told by its centre, width and height.
// Source: ultralytics, docs/en/datasets/{detect,segment,obb,pose}/index.md; a confidence comes last, as `save_conf` appends it.
import type { Box } from '../../1-image/types.ts';
import type { Tally } from './marks.ts';
import { boxAround } from './objectQuestions.ts';

export interface NumberedBox {
  readonly number: number;
  readonly box: Box;
}

/** `kpt_shape` of data.yaml: how many keypoints, and numbers for each. */
export type KeypointShape = readonly [count: number, dimensions: number];

const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?`;
const LINE = new RegExp(String.raw`^\d+(?:\.0+)?(?:[\s,]+${NUMBER}){4,}$`);
/** Fractions may lie a little outside the picture; pixels do not stay that close. */
const FARTHEST = 2;

const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whether each line could be an object, and there is one. */
export const areLabels = (text: string): boolean => {
  const lines = linesOf(text);
  return lines.length > 0 && lines.every((line) => LINE.test(line));
};

export const hasLabels = (text: string): boolean => linesOf(text).some((line) => LINE.test(line));

const pairs = (values: readonly number[]) =>
  Array.from({ length: Math.floor(values.length / 2) }, (_, i) => [values[2 * i]!, values[2 * i + 1]!] as const);

/** Where the list of names does not tell: x, y and a visibility of 0, 1 or 2 for each keypoint. */
const looksLikeKeypoints = (values: readonly number[]) =>
  values.length > 4 &&
  (values.length - 4) % 3 === 0 &&
  values.slice(4).every((value, i) => i % 3 !== 2 || [0, 1, 2].includes(value));

function boxOf(values: readonly number[], shape: KeypointShape | undefined, tally: Tally): Box | null {
  const withKeypoints = shape ? 4 + shape[0] * shape[1] : undefined;
  const isPose = shape ? [withKeypoints, withKeypoints! + 1].includes(values.length) : looksLikeKeypoints(values);
  if (values.length <= 5 || isPose) {
    const [cx, cy, w, h] = values as [number, number, number, number];
    if (values.length === 5 || values.length - 1 === withKeypoints) tally.add('confidences');
    if (isPose) tally.add('keypoints');
    return [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
  }
  if (values.length < 6) return null;
  if (values.length % 2 === 1) tally.add('confidences');
  const corners = pairs(values);
  tally.add(corners.length === 4 ? 'rotated' : 'outlines');
  return boxAround(corners);
}

export function readLabels(text: string, shape: KeypointShape | undefined, tally: Tally): readonly NumberedBox[] {
  return linesOf(text).flatMap((line): NumberedBox[] => {
    if (!LINE.test(line)) {
      tally.add('brokenLines');
      return [];
    }
    const [number, ...values] = line.split(/[\s,]+/).map(Number) as [number, ...number[]];
    if (values.slice(0, 4).some((value) => Math.abs(value) > FARTHEST)) {
      tally.add('inPixels');
      return [];
    }
    const box = boxOf(values, shape, tally);
    return box ? [{ number, box }] : [];
  });
}
