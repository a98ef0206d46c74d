// What: float64 twin of jsonBoxes.wgsl, by the authors' expression and JSON.parse.
import { isRecord, readJson } from './jsonText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  if (rollout.knob('json') < 0.5) {
    return rollout.number('actionCount') > 0 && rollout.number('actionMalformed') === 0 ? 1 : 0;
  }
  const pieces = [...completionOf(rollout).matchAll(/\{[^]*?\}/g)].map(([piece]) => piece);
  const boxes = pieces.filter((piece) => piece.includes('bbox')).map(readJson);
  return boxes.length > 0 && boxes.every((box) => isRecord(box) && 'bbox_2d' in box) ? 1 : 0;
});
