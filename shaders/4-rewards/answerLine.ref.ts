// What: float64 twin of answerLine.wgsl, by the authors' expression.
import { finalAnswer } from './finalAnswer.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK, textOf } from './unicode.ref.ts';

const LINE = new RegExp(`[Aa][Nn][Ss][Ww][Ee][Rr][${BLANK}]*:[${BLANK}]*([^\\n]+)`, 'g');
const MOST_BYTES = 512;

export const reference = rewardReference((rollout) => {
  const wrong = rollout.knob('wrong_score');
  const end = [...completionOf(rollout)].slice(-rollout.knob('last_chars')).join('');
  const line = [...end.matchAll(LINE)].at(-1)?.[1];
  if (line === undefined || !rollout.hasTruthAnswer()) return wrong;
  const texts = [line, textOf(rollout.truthAnswer())];
  const isLong = texts.some((text) => new TextEncoder().encode(text.split('=').at(-1)).length > MOST_BYTES);
  return !isLong && finalAnswer(texts[0]!) === finalAnswer(texts[1]!) ? 1 : wrong;
});
