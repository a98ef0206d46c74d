// What: float64 twin of choiceLetter.wgsl, by the authors' expression and their points.
import { blockIn } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Bytes } from './prelude.ref.ts';
import { BLANK, stripped, textOf } from './unicode.ref.ts';

const KEYWORDS = '答案 选择 正确 是 对 ANSWER CORRECT CHOOSE SELECT RIGHT 认为 应该 觉得 THINK BELIEVE SHOULD'.split(
  ' ',
);

function choiceIn(given: string): string | null {
  const text = stripped(given)
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(new RegExp(`[${BLANK}]+`, 'g'), ' ');
  const choices = [...text.matchAll(/(?<![A-Z])[A-Z](?=[.,?!:;]|$)/g)].map(([letter]) => letter);
  if (choices.length < 2) return choices[0] ?? null;
  const characters = [...text];
  const points = new Map<string, number>();
  for (const choice of choices) {
    const place = characters.indexOf(choice);
    const near = characters.slice(Math.max(0, place - 20), place + 20).join('');
    const keywords = KEYWORDS.filter((keyword) => near.includes(keyword)).length;
    const isLate = 10 * place > 7 * characters.length;
    const isMarked = '。.!！,，'.includes(characters[place + 1] ?? ' ');
    points.set(choice, (points.get(choice) ?? 0) + keywords + (isLate ? 2 : 0) + (isMarked ? 1 : 0));
  }
  const most = Math.max(...points.values());
  return [...points].find(([, own]) => own === most)![0];
}

const answerIn = (bytes: Bytes, oneLine: boolean) => {
  const text = textOf(bytes);
  return choiceIn(blockIn(text, 'answer', { oneLine }) ?? text);
};

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const [own, right] = [answerIn(rollout.spanBytes('completion'), false), answerIn(rollout.truthAnswer(), true)];
  return own !== null && own === right ? 1 : 0;
});
