// What: float64 twin of perplexityDrop.wgsl.
import type { Rollout } from './prelude.ref.ts';
import { rewardReference } from './prelude.ref.ts';

function perplexity(rollout: Rollout, signal: string): number {
  const mask = rollout.signal('mask');
  const own = Array.from(rollout.signal(signal)).filter((_, t) => mask[t]! >= 0.5);
  const surprise = -own.reduce((sum, value) => sum + value, 0) / Math.max(own.length, 1);
  const value = rollout.knob('use_log') > 0.5 ? surprise : Math.exp(surprise);
  const most = rollout.knob('clip_value');
  return most > 1 ? Math.min(value, most) : value;
}

export const reference = rewardReference((rollout) => {
  const asked = perplexity(rollout, 'logProb');
  const alone = perplexity(rollout, 'without');
  const drop = alone - asked;
  return rollout.knob('use_denominator') > 0.5 ? Math.max(drop / (alone + 1e-9), -1) : drop;
});
