// What: which answers of a group a panel shows: the best and the worst by advantage.
import type { RolloutView } from '../../../training/protocol.ts';

export interface ShownAnswer {
  readonly i: number;
  readonly rollout: RolloutView;
  readonly role: 'best' | 'worst' | 'only';
}

/** One answer where all have the same advantage. */
export function endsOf(rollouts: readonly RolloutView[]): readonly ShownAnswer[] {
  let [best, worst] = [0, 0];
  rollouts.forEach(({ advantage }, i) => {
    if (advantage > rollouts[best]!.advantage) best = i;
    if (advantage < rollouts[worst]!.advantage) worst = i;
  });
  const answer = (i: number, role: ShownAnswer['role']): ShownAnswer => ({ i, rollout: rollouts[i]!, role });
  if (rollouts.length === 0) return [];
  return best === worst ? [answer(best, 'only')] : [answer(best, 'best'), answer(worst, 'worst')];
}
