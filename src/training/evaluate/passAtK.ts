// What: whether an answer passes, and the chance that at least one of k answers does, from n sampled ones.
// Formula: pass@k = 1 − C(n − c, k) / C(n, k), c of n pass (unbiased); a prompt with boxes passes where every true box has
//   a box of its own with IoU ≥ 0.5, one without where the answer is equal, spaces at the ends left out.
// Source: Chen et al. 2021 (arXiv 2107.03374), equation 1; IoU threshold of PASCAL VOC.
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import type { ParsedText } from '../step/scoreCompletions.ts';

export const PASS_IOU = 0.5;

export function iou(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const area = (box: Box) => Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
  const union = area(a) + area(b) - width * height;
  return union > 0 ? (width * height) / union : 0;
}

/** Whether every true box can be given a box of its own: augmenting paths (Kuhn). */
function allFound(truth: readonly Box[], boxes: readonly Box[]): boolean {
  const owner = new Map<number, number>();
  const place = (t: number, tried: Set<number>): boolean =>
    boxes.some((box, b) => {
      if (tried.has(b) || iou(truth[t]!, box) < PASS_IOU) return false;
      tried.add(b);
      if (owner.has(b) && !place(owner.get(b)!, tried)) return false;
      owner.set(b, t);
      return true;
    });
  return truth.every((_, t) => place(t, new Set()));
}

/** null where the prompt has neither boxes nor an answer: it cannot be decided. */
export function passes({ boxes, answer }: Pick<ParsedText, 'boxes' | 'answer'>, truth: Truth): boolean | null {
  if (truth.boxes?.length) return allFound(truth.boxes, boxes);
  return truth.answer === undefined ? null : answer?.trim() === truth.answer.trim();
}

export function passAtK(n: number, c: number, k: number): number {
  if (k < 1 || k > n) throw new Error(`pass@${k} needs at least ${k} answers, not ${n}.`);
  if (n - c < k) return 1;
  let allFail = 1;
  for (let i = n - c + 1; i <= n; i++) allFail *= 1 - k / i;
  return 1 - allFail;
}
