// What: float64 twin of implicitScore.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference(({ signal, knob }) => {
  const [side, reference, mask] = [signal('side'), signal('ref/logProb'), signal('mask')];
  const sum = side.reduce((all, value, t) => all + (mask[t]! < 0.5 ? 0 : value - reference[t]!), 0);
  return Math.min(Math.max(knob('coef') * sum, -10), 10);
});
