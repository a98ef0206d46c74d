// What: the results of Label Studio that are about a place on a picture → objects. Those with one id are one region: its shape, its names and more.
// Units: per cent of the picture, from its upper left corner; angles in degrees, clockwise, told by pixels: a rectangle turns about its own upper left
// corner, an ellipse about its centre.
// Source: HumanSignal/label-studio, docs/source/tags (rectanglelabels, polygonlabels, ellipselabels, keypointlabels); label-studio-converter,
// converter.py (rotated_rectangle) and tests/data/test_export_yolo/data_obb.json.
import type { Box } from '../../1-image/types.ts';
import { isRecord } from '../dataPrompt.ts';
import { groupedBy } from './groupedBy.ts';
import type { Tally } from './marks.ts';
import { boxAround } from './objectQuestions.ts';
import type { Marked } from './objectQuestions.ts';

export type Result = Readonly<Record<string, unknown>>;
type Point = readonly [x: number, y: number];

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPoint = (value: unknown): value is Point => Array.isArray(value) && value.length === 2 && value.every(isNumber);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

export const valueOf = (result: Result): Result => (isRecord(result['value']) ? result['value'] : {});

/** A rectangle, ellipse, outline, point or mask; the others are about the picture as a whole. */
export const isRegion = (result: Result): boolean => {
  const value = valueOf(result);
  return isNumber(value['x']) || Array.isArray(value['points']) || 'rle' in value || 'rle' in result;
};

const namesIn = (value: Result): readonly string[] =>
  Object.entries(value).flatMap(([key, names]) => (/labels$/i.test(key) ? texts(names) : []));

/** [width, height] of the picture in pixels; null where it is not told. */
function sizeOf(result: Result): Point | null {
  const size = [result['original_width'], result['original_height']];
  return isPoint(size) && size[0] > 0 && size[1] > 0 ? size : null;
}

const fractions = (box: Box | null): Box | null => box && (box.map((edge) => edge / 100) as unknown as Box);

/** Corners in per cent → the box around them, turned by `degrees` about `about` as the pixels are. */
function turned(corners: readonly Point[], about: Point, degrees: number, [width, height]: Point): Box | null {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const aspect = width / height;
  return boxAround(
    corners.map(([x, y]): Point => {
      const [dx, dy] = [(x - about[0]) * aspect, y - about[1]];
      return [about[0] + (dx * cos - dy * sin) / aspect, about[1] + dx * sin + dy * cos];
    }),
  );
}

function ellipse(result: Result, center: Point, rx: number, ry: number, degrees: number): Box | null {
  const angle = (degrees * Math.PI) / 180;
  const [width, height] = sizeOf(result) ?? [1, 1];
  const half = (cos: number, sin: number) => Math.hypot(rx * width * cos, ry * height * sin);
  const [halfWidth, halfHeight] = [
    half(Math.cos(angle), Math.sin(angle)) / width,
    half(Math.sin(angle), Math.cos(angle)) / height,
  ];
  return [center[0] - halfWidth, center[1] - halfHeight, center[0] + halfWidth, center[1] + halfHeight];
}

/** Its box or point as fractions; null where it has none, which is counted. */
function placeOf(result: Result, tally: Tally): Omit<Marked, 'name'> | null {
  const value = valueOf(result);
  const { x, y, width, height, radiusX, radiusY, points } = value;
  const degrees = isNumber(value['rotation']) ? value['rotation'] : 0;
  const asBox = (box: Box | null) => (box ? { box: fractions(box)! } : null);
  if (result['image_rotation']) {
    tally.add('turnedPicture');
    return null;
  }
  if (degrees !== 0 && !sizeOf(result)) {
    tally.add('turnedBlind');
    return null;
  }
  if (Array.isArray(points)) {
    tally.add('outlines');
    return asBox(boxAround(points.filter(isPoint)));
  }
  if (!isNumber(x) || !isNumber(y)) return null;
  if (isNumber(radiusX) && isNumber(radiusY)) {
    tally.add('outlines');
    return asBox(ellipse(result, [x, y], radiusX, radiusY, degrees));
  }
  if (
    result['type'] === 'keypointlabels' ||
    result['type'] === 'keypoint' ||
    'keypointlabels' in value ||
    !isNumber(height)
  )
    return { point: [x / 100, y / 100] };
  if (!isNumber(width)) return null;
  if (degrees === 0) return asBox([x, y, x + width, y + height]);
  tally.add('rotated');
  const corners: readonly Point[] = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]; // prettier-ignore
  return asBox(turned(corners, [x, y], degrees, sizeOf(result)!));
}

/** The regions of one annotation. A region of several names is one object for each of them. */
export function regionsOf(results: readonly Result[], tally: Tally): readonly Marked[] {
  const groups = groupedBy(results, (result, i) => result['id'] ?? i);
  return [...groups.values()].flatMap((group): Marked[] => {
    const shapes = group.filter(isRegion);
    if (shapes.length === 0) return [];
    if (group.some((one) => 'text' in valueOf(one) || 'choices' in valueOf(one))) tally.add('attributes');
    if (shapes.some((one) => 'rle' in valueOf(one) || 'rle' in one)) {
      tally.add('painted');
      return [];
    }
    const names = new Set(group.flatMap((one) => namesIn(valueOf(one))));
    if (names.size === 0) {
      tally.add('unnamed');
      return [];
    }
    const place = placeOf(shapes[0]!, tally);
    return place ? [...names].map((name) => ({ name, ...place })) : [];
  });
}
