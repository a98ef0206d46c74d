// What: float64 twin of boxConfidence.wgsl, by the authors' steps.
import { isRecord, numbersIn } from './jsonText.ref.ts';
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { readPositions } from './positions.ref.ts';
import { iou, rewardReference } from './prelude.ref.ts';
import { stripped } from './unicode.ref.ts';

const MOST_POSITIONS = 64;

interface Placed {
  readonly place: readonly unknown[];
  readonly confidence: number;
}

/** Those of the same place once; null where one lacks its place or its confidence. */
function placed(items: readonly unknown[]): Placed[] | null {
  const found = new Map<string, Placed>();
  for (const item of items) {
    const { Position: place, Confidence: confidence } = isRecord(item) ? item : {};
    if (!Array.isArray(place)) return null;
    const key = JSON.stringify(place.map((value: unknown) => (typeof value === 'boolean' ? Number(value) : value)));
    if (found.has(key)) continue;
    if (typeof confidence !== 'number' && typeof confidence !== 'boolean') return null;
    found.set(key, { place, confidence: Number(confidence) });
  }
  return [...found.values()].sort((a, b) => b.confidence - a.confidence);
}

export const reference = rewardReference((rollout) => {
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  const text = completionOf(rollout);
  const items = readPositions(stripped(blockIn(text, 'answer', { oneLine: true }) ?? text), 'answer');
  const own = items && placed(items.slice(0, MOST_POSITIONS));
  if (!items || !own?.length) return 0;
  const truths = rollout.truthBoxes();
  const free = [...truths];
  let [overlap, honest] = [0, 0];
  for (const { place, confidence } of own) {
    const box = numbersIn(place, 4)?.map((value, k) => value / (k % 2 ? height! : width!));
    if (!box && free.length > 0) return 0;
    const overlaps = free.map((other) => iou(other, box!));
    const best = Math.max(0, ...overlaps);
    if (best > rollout.knob('iou_threshold')) free.splice(overlaps.indexOf(best), 1);
    overlap += best > rollout.knob('iou_threshold') ? best : 0;
    honest += best > rollout.knob('iou_threshold') ? confidence : 1 - confidence;
  }
  if (rollout.knob('part') > 0.5) return Math.min(Math.max(honest / own.length, 0), 1);
  const beyond = Math.max(items.length - MOST_POSITIONS, 0);
  return Math.min(overlap / Math.max(own.length + beyond, truths.length), 1);
});
