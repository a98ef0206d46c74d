// What: float64 twin of detectionScore.wgsl, by the authors' steps.
import { readFenced } from './fencedList.ref.ts';
import { pixelIou } from './pixelIou.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

const MOST_FENCED = 64;

export const reference = rewardReference((rollout) => {
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  const things = readFenced(rollout);
  const labels = rollout.truthTexts('labels').map(textOf);
  const truths = rollout.truthBoxes().map((box) => box.map((value, k) => value * (k % 2 ? height! : width!)));
  if (truths.length === 0) return things.length === 0 ? 1 : 0;
  if (things.length === 0) return 0;
  const pairs = things
    .slice(0, MOST_FENCED)
    .flatMap(({ box }, i) => truths.map((truth, j) => ({ i, j, overlap: box ? pixelIou(box, truth) : 0 })));
  let free = pairs;
  let label: string | null = null;
  let [position, agreeing, matches] = [0, 0, 0];
  while (free.length > 0) {
    const best = free.reduce((most, pair) => (pair.overlap > most.overlap ? pair : most));
    if (best.overlap < rollout.knob('iou_threshold')) break;
    free = free.filter(({ i, j }) => i !== best.i && j !== best.j);
    label = things[best.i]!.label ?? label;
    if (label === null) return NOT_SCORABLE;
    const agrees = label.toLowerCase() === (labels[best.j] ?? '').toLowerCase();
    position += agrees ? best.overlap : 0;
    agreeing += agrees ? 1 : 0;
    matches++;
  }
  const weights = ['position', 'label', 'whole'].map((name) => rollout.knob(`${name}_weight`));
  const missed = (truths.length - matches) / truths.length;
  const parts = [
    position / truths.length,
    agreeing / truths.length,
    1 - (missed + (things.length - matches) / things.length) / 2,
  ];
  const sum = parts.reduce((total, part, k) => total + weights[k]! * part, 0);
  return Math.min(Math.max(sum / weights.reduce((total, weight) => total + weight, 0), 0), 1);
});
