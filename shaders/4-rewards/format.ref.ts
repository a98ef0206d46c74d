// What: float64 twin of format.wgsl.
import { SPANS } from '../../src/4-rewards/layout.ts';
import { rewardReference, trimmed } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const wanted = ['think', 'box', 'point', 'answer'].filter((span) => rollout.knob(`need_${span}`) > 0.5);
  const good = wanted.filter((span) => {
    if (!rollout.isWellFormed(span) || trimmed(rollout.spanBytes(span), false).length === 0) return false;
    if (span === 'box') return rollout.number('boxCount') > 0 && rollout.number('malformed') === 0;
    if (span === 'point') return rollout.number('pointCount') > 0 && rollout.number('malformed') === 0;
    return rollout.spanCount(span) === 1;
  });
  const orderFrom = (first: number) => wanted.reduce((code, span) => code * 8 + SPANS[span]!, first);
  const found = Math.max(rollout.spanField('grammar', 0), 0);
  const isInOrder = (found === orderFrom(0) || found === orderFrom(SPANS['zoom']!)) && rollout.isWellFormed('grammar');
  const isAlone = rollout.knob('nothing_outside') < 0.5 || rollout.spanField('grammar', 2) === 0;
  if (good.length === wanted.length && isInOrder && isAlone) return 1;
  if (rollout.knob('partial_credit') < 0.5 || wanted.length === 0) return 0;
  return (0.5 * good.length) / wanted.length;
});
