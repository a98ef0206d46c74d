// What: float64 twin of evidenceBoxes.wgsl, by the authors' steps.
import { isRecord, numbersIn } from './jsonText.ref.ts';
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { readPositions } from './positions.ref.ts';
import { iou, rewardReference } from './prelude.ref.ts';
import type { Numbers, Rollout } from './prelude.ref.ts';
import { saysCannotTell, saysUnknown } from './refusal.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

interface Placed {
  readonly box: Numbers;
  readonly confidence: unknown;
}

function listedBoxes(rollout: Rollout, masked: boolean): unknown[] | null {
  const text = completionOf(rollout);
  const block = blockIn(text, 'bbox', { oneLine: true });
  return block === null && !masked ? null : readPositions(stripped(block ?? text), 'bbox');
}

/** null where a box lacks its place or its confidence. */
function placed(items: readonly unknown[]): Placed[] | null {
  const found: Placed[] = [];
  for (const item of items) {
    const box = isRecord(item) ? numbersIn(item['Position'], 4) : null;
    if (!box) return null;
    if (found.some((other) => other.box.every((value, k) => value === box[k]))) continue;
    found.push({ box, confidence: (item as Record<string, unknown>)['Confidence'] });
  }
  const known = found.every(({ confidence }) => typeof confidence === 'number' || typeof confidence === 'boolean');
  return known ? found.sort((a, b) => Number(b.confidence) - Number(a.confidence)) : null;
}

function matched(list: readonly Numbers[], own: readonly Placed[], threshold: number): number {
  const free = [...list];
  let sum = 0;
  for (const { box } of own) {
    const overlaps = free.map((other) => iou(other, box));
    const best = Math.max(0, ...overlaps);
    if (best <= threshold) continue;
    sum += best;
    free.splice(overlaps.indexOf(best), 1);
  }
  return list.length === 0 ? 0 : sum / Math.max(list.length, own.length);
}

export const reference = rewardReference((rollout) => {
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  const isListed = rollout.knob('listed') > 0.5;
  const masked = rollout.promptSignal('tag/masked') > 0.5;
  const items = isListed
    ? listedBoxes(rollout, masked)
    : rollout.boxes().map((box) => ({ Position: box.map((v, k) => v * (k % 2 ? height! : width!)), Confidence: 1 }));
  const isDrawn = items !== null && items.length > 0;
  if (masked) return isDrawn && !(isListed ? saysUnknown : saysCannotTell)(completionOf(rollout)) ? -1 : 1;
  const own = isDrawn ? placed(items) : null;
  if (!own) return 0;
  const fractions = own.map((one) => ({ ...one, box: one.box.map((v, k) => v / (k % 2 ? height! : width!)) }));
  const labels = rollout.truthTexts('labels').map(textOf);
  const [evidence, distractors] = [false, true].map((wanted) =>
    rollout.truthBoxes().filter((_, i) => (labels[i] === 'distractor') === wanted),
  );
  const [gain, fine] = [evidence!, distractors!].map((list) => matched(list, fractions, rollout.knob('iou_threshold')));
  return Math.min(Math.max(gain! - fine!, -1), 1);
});
