// What: float64 twin of answerAlternatives.wgsl, by the authors' splits.
import { characters } from './judgedText.ref.ts';
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { bareWords } from './bareWords.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

function agreesByWords(own: string, right: string): boolean {
  if (bareWords(own) === bareWords(right)) return true;
  const says = (word: string) => own.toLowerCase().includes(word);
  const isShort = new TextEncoder().encode(own).length < 48;
  return isShort && says('yes') !== says('no') && ['yes', 'no'].some((word) => says(word) && bareWords(right) === word);
}

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const text = completionOf(rollout);
  const block = blockIn(text, 'answer', { last: true });
  const own = block === null ? stripped(text).split('\n').at(-1)! : stripped(block);
  const given = textOf(rollout.truthAnswer());
  const truth = stripped(blockIn(given, 'answer', { oneLine: true }) ?? given);
  const byWords = rollout.knob('vqa') > 0.5;
  for (const right of truth.split('/').map(stripped)) {
    if (byWords ? agreesByWords(own, right) : own === right) return 1;
    const isSingle = characters(own) === 1 && characters(right) === 1;
    if (!byWords && isSingle && own.toLowerCase() !== right.toLowerCase()) return 0;
  }
  const verdict = rollout.rolloutSignal('verdict');
  return verdict < 0 ? (own === truth ? 1 : 0) : Math.min(verdict, 1);
});
