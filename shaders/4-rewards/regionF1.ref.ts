// What: float64 twin of regionF1.wgsl: the text parted at the select blocks, the boxes by JSON.
import { numbersIn, readJson } from './jsonText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { blocksIn, pageFacts, pageName } from './pageTrace.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Numbers } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

const MOST_REGIONS = 64;
const EPSILON = 1e-8;

const signedArea = ([x0, y0, x1, y1]: Numbers) => (x1! - x0!) * (y1! - y0!);
function regionIou(a: Numbers, b: Numbers): number {
  const width = Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!);
  const height = Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!);
  const inside = Math.max(width, 0) * Math.max(height, 0);
  const both = signedArea(a) + signedArea(b) - inside;
  return both === 0 ? 0 : inside / both;
}

export const reference = rewardReference((rollout) => {
  const [, ...parts] = completionOf(rollout).split(/<select>([^]*?)<\/select>/);
  const { whole } = pageFacts(rollout);
  const labels = rollout.truthTexts('labels').map(textOf);
  let sum = 0;
  for (let i = 0; i < parts.length; i += 2) {
    const page = pageName(parts[i]!);
    const read = readJson(blocksIn(parts[i + 1]!, 'bbox')[0] ?? '');
    const listed: unknown[] = Array.isArray(read) ? read : [];
    const boxes = listed.slice(0, MOST_REGIONS).flatMap((one) => [numbersIn(one, 4) ?? []].filter((box) => box.length > 0)); // prettier-ignore
    const wanted = rollout.truthBoxes().filter((_, k) => labels[k] === page && !whole.includes(page));
    const found = wanted.filter(
      (box) => Math.max(0, ...boxes.map((own) => regionIou(box, own))) >= rollout.knob('iou_threshold'),
    ).length;
    if (wanted.length === 0 || listed.length === 0) {
      sum += wanted.length === listed.length ? 1 : 0;
      continue;
    }
    const [recall, share] = [found / (wanted.length + EPSILON), found / (listed.length + EPSILON)];
    sum += (2 * share * recall) / (share + recall + EPSILON);
  }
  return sum / Math.max(parts.length / 2, 1);
});
