// What: float64 twin of boxRelation.wgsl.
import { ownEntries } from './boxEntries.ref.ts';
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { bareWords } from './bareWords.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

/** Less apart than this is level. */
const LEVEL = 1e-6;

export const reference = rewardReference((rollout) => {
  const isDepth = rollout.knob('axis') > 0.5;
  const own = ownEntries(rollout);
  const labels = rollout.truthTexts('labels').slice(0, 2).map(textOf);
  const named = labels.map((label) => own.get(bareWords(label)));
  const [first, second] = rollout.knob('named') > 0.5 ? named : rollout.boxes();
  if (!first || !second) return 0;
  const [a, b] = isDepth ? [-first[3]!, -second[3]!] : [first[0]! + first[2]!, second[0]! + second[2]!];
  if (Math.abs(a - b) <= LEVEL) return 0;
  const words = isDepth ? ['near', 'far'] : ['left', 'right'];
  const stated = bareWords(blockIn(completionOf(rollout), 'answer', { last: true }) ?? '');
  const claim = rollout.knob('claim') > 0.5 ? words[Math.round(rollout.knob('claim')) - 1] : stated;
  return claim === words[a < b ? 0 : 1] ? 1 : 0;
});
