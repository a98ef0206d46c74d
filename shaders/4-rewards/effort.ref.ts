// What: float64 twin of effort.wgsl.
import { DIFFICULTIES, effortBonus } from '../../src/4-rewards/effort.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const level = DIFFICULTIES[Math.floor(Math.min(Math.max(rollout.rolloutSignal('difficulty'), 0), 2) + 0.5)]!;
  const [right, count, target] = ['right', 'count', 'target'].map((name) => rollout.rolloutSignal(name)) as number[];
  return effortBonus(level, right!, count!, target!, rollout.knob(`alpha_${level}`));
});
