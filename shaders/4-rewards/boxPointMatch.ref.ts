// What: float64 twin of boxPointMatch.wgsl; the matching is found by dynamic programming over sets.
import { isRecord, numbersIn } from './jsonText.ref.ts';
import { MOST_LISTED, readListed } from './listed.ref.ts';
import { boxContains, meanOfBestMatching, rewardReference } from './prelude.ref.ts';
import type { Numbers, Rollout } from './prelude.ref.ts';

interface Thing {
  readonly box: Numbers;
  readonly point: Numbers;
}

const centre = ([x0, y0, x1, y1]: Numbers): Numbers => [(x0! + x1!) / 2, (y0! + y1!) / 2];
const area = ([x0, y0, x1, y1]: Numbers) => (x1! - x0! + 1) * (y1! - y0! + 1);

function overlap(a: Numbers, b: Numbers): number {
  const width = Math.max(0, Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!) + 1);
  const height = Math.max(0, Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!) + 1);
  return (width * height) / (area(a) + area(b) - width * height);
}

/** null where the list is not regular. */
function listedThings(rollout: Rollout): Thing[] | null {
  const data = readListed(rollout);
  if (!Array.isArray(data) || !data.every((item) => isRecord(item) && 'bbox_2d' in item && 'point_2d' in item))
    return null;
  const made = (data as Record<string, unknown>[]).slice(0, MOST_LISTED).map((item) => {
    const [box, point] = [numbersIn(item['bbox_2d'], 4), numbersIn(item['point_2d'], 2)];
    return box && point && { box, point };
  });
  return made.every((thing) => thing !== null) ? made : null;
}

export const reference = rewardReference((rollout) => {
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  const written = (values: Numbers): number[] => values.map((value, k) => value * (k % 2 ? height! : width!));
  const points = rollout.points().map(written);
  const drawn = (): Thing[] =>
    rollout.boxes().map((box, i) => ({ box: written(box), point: points[i] ?? centre(written(box)) }));
  const things = rollout.knob('listed') > 0.5 ? listedThings(rollout) : drawn();
  const truePoints = rollout.truthPoints().map(written);
  const truths = rollout
    .truthBoxes()
    .slice(0, MOST_LISTED)
    .map((box, j) => ({ box: written(box), point: truePoints[j] ?? centre(written(box)) }));
  if (!things) return 0;
  return meanOfBestMatching(things.length, truths.length, (i, j) => {
    const [own, truth] = [things[i]!, truths[j]!];
    const error = own.box.reduce((sum, value, k) => sum + Math.abs(value - truth.box[k]!) / 4, 0);
    const apart = Math.hypot(own.point[0]! - truth.point[0]!, own.point[1]! - truth.point[1]!);
    const isNear = apart < rollout.knob('point_distance') && boxContains(own.box, own.point);
    const hits = overlap(own.box, truth.box) > rollout.knob('iou_threshold');
    return (hits ? 1 : 0) + (error < rollout.knob('corner_error') ? 1 : 0) + (isNear ? 1 : 0);
  });
});
