// What: float64 twin of tokenLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ ratio, advantage }, params) => {
  const { epsilonLow, epsilonHigh, delta, dualClip } = params as Record<string, number>;
  const [low, high] = [1 - epsilonLow!, 1 + epsilonHigh!];
  const isCapped = delta! > 0 && ratio > delta!;
  const capped = isCapped ? delta! : ratio;
  const clipped = Math.min(Math.max(ratio, low), high);
  let loss = -Math.min(capped * advantage, clipped * advantage);
  const isUnclipped = capped * advantage <= clipped * advantage;
  const isFlat = isUnclipped ? isCapped : ratio < low || ratio > high;
  let ratioSlope = isFlat ? 0 : -ratio * advantage;
  if (dualClip! > 0 && advantage < 0 && loss > -dualClip! * advantage) {
    loss = -dualClip! * advantage;
    ratioSlope = 0;
  }
  return { loss, ratioSlope, low: capped < low && advantage < 0, high: capped > high && advantage > 0 };
});
