// What: float64 twin of answerLikelihood.wgsl.
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const logProbs = rollout.signal('log_probs');
  const isAnswer = Array.from(rollout.signal('tokenSpans'), (bits) => ((bits >> rollout.slot('answer')) & 1) === 1);
  const answer = Array.from(logProbs).filter((_, t) => isAnswer[t]);
  const total = answer.reduce((sum, value) => sum + value, 0);
  return Math.min(Math.exp(total / (answer.length + 1e-6)), rollout.knob('confidence_upper_bound'));
});
