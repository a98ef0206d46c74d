// What: float64 twin of answerF1.wgsl, with regular expressions and sets.
import { rewardReference } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';

const TAGS = ['code', 'tool_call', 'zoom', 'think', 'answer'];

/** One character per byte, ASCII letters in lower case: other bytes stay as they are. */
const lower = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function isBalanced(text: string, tag: string): boolean {
  const [open, close] = [`<${tag}>`, `</${tag}>`];
  if (text.split(open).length !== text.split(close).length) return false;
  for (let start = text.indexOf(open); start >= 0;) {
    const end = text.indexOf(close, start);
    if (end < 0) return false;
    start = text.indexOf(open, end + 1);
  }
  return true;
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .replace(/[!-/:-@[-`{-~]/g, ' ')
      .split(/[ \t-\r]+/)
      .filter((word) => word !== ''),
  );

function f1(answer: Set<string>, gold: Set<string>): number {
  const common = [...answer].filter((word) => gold.has(word)).length;
  if (common === 0) return 0;
  const [p, q] = [common / answer.size, common / gold.size];
  return (2 * p * q) / (p + q);
}

export const reference = rewardReference((rollout) => {
  const text = lower(rollout.spanBytes('completion'));
  const found = /<answer>([^]*?)<\/answer>/.exec(text);
  if (!found || !TAGS.every((tag) => isBalanced(text, tag))) return rollout.knob('format_penalty');
  const answer = wordsOf(found[1]!);
  const golds = [...rollout.truthTexts('answer'), ...rollout.truthTexts('acceptedAnswers')];
  return Math.max(0, ...golds.map((gold) => f1(answer, wordsOf(lower(gold)))));
});
