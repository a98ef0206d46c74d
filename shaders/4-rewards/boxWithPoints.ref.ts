// What: float64 twin of boxWithPoints.wgsl, by the authors' steps.
import { numbersIn } from './jsonText.ref.ts';
import { boxContains, rewardReference } from './prelude.ref.ts';
import type { Numbers } from './prelude.ref.ts';
import { readPromptObject } from './promptObject.ref.ts';

/** len() of Python; −1 where there is none. */
const lengthOf = (value: unknown) =>
  Array.isArray(value) ? value.length : typeof value === 'string' ? [...value].length : -1;

function overlap(a: Numbers, b: Numbers): number {
  const area = ([x0, y0, x1, y1]: Numbers) => (x1! - x0! + 1) * (y1! - y0! + 1);
  const corner = (k: number) => (k < 2 ? Math.max(a[k]!, b[k]!) : Math.min(a[k]!, b[k]!));
  const shared = [0, 1, 2, 3].map(corner);
  if (shared[0]! >= shared[2]! || shared[1]! >= shared[3]!) return 0;
  return area(shared) / (area(a) + area(b) - area(shared));
}

const apart = (a: Numbers, b: Numbers) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);

export const reference = rewardReference((rollout) => {
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  const written = (values: Numbers) => values.map((value, k) => value * (k % 2 ? height! : width!));
  const found = readPromptObject(rollout);
  const part = rollout.knob('part');
  if (!found) return 0;
  if (part < 0.5) {
    const [box, one, two] = [found.box, ...found.form];
    const isListed = rollout.knob('any_key') > 0.5 || [box, one, two].every(Array.isArray);
    return isListed && lengthOf(box) === 4 && lengthOf(one) === 2 && lengthOf(two) === 2 ? 1 : 0;
  }
  const box = numbersIn(found.box, 4);
  const truth = rollout.truthBoxes().slice(0, 1).map(written)[0];
  if (!box) return 0;
  if (part > 2.5) {
    const [one, two] = found.measured.map((value) => (Array.isArray(value) ? numbersIn(value.slice(0, 2), 2) : null));
    const [a, b] = rollout.truthPoints().map(written);
    if (!one || !two || !a || !b) return 0;
    const [p, q] = [one, two].map((point) => point.map(Math.trunc)) as [number[], number[]];
    const mean = Math.min(apart(p, a) + apart(q, b), apart(p, b) + apart(q, a)) / 2;
    return boxContains(box, p) && boxContains(box, q) && mean < rollout.knob('point_distance') ? 1 : 0;
  }
  if (!truth) return 0;
  const error = box.reduce((sum, value, k) => sum + Math.abs(value - truth[k]!) / 4, 0);
  if (part > 1.5) return error < rollout.knob('corner_error') ? 1 : 0;
  return overlap(box, truth) > rollout.knob('iou_threshold') ? 1 : 0;
});
