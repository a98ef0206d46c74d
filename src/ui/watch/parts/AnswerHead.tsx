// What: the line above an answer in a panel: which one it is, and what it is worth.
import { twoDigits } from '../../group/twoDigits.ts';
import { WATCH } from '../../texts/watch.ts';
import type { ShownAnswer } from './ends.ts';

export function AnswerHead({ answer: { i, role, rollout } }: { readonly answer: ShownAnswer }) {
  return (
    <p className="answer-head">
      <strong>{WATCH.roles[role](i)}</strong>{' '}
      <small>{WATCH.worth(twoDigits(rollout.advantage), twoDigits(rollout.reward))}</small>
    </p>
  );
}
