// What: float64 twin of evidenceAnswer.wgsl, by a regular expression and the JSON reader of the language.
import { iou, rewardReference } from './prelude.ref.ts';
import type { Numbers, Rollout } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';
import { newWordShare } from './plainWords.ref.ts';

interface Evidence {
  readonly rephrase: string;
  readonly answer: string;
  readonly box: Numbers | null;
}

const FORM = /^[ \t-\r]*<think>.*?<\/think>[ \t-\r]*<answer>(.*?)<\/answer>[ \t-\r]*$/s;

/** As Python writes a number: 42.0 keeps a decimal, which the reader here drops. */
function written(value: unknown, json: string): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value === null ? 'null' : String(value);
  const literal = [...json.matchAll(/"final_answer"\s*:\s*(-?[\d.eE+-]+)/g)].at(-1)?.[1] ?? String(value);
  return /[eE]/.test(literal) ? literal : literal.replace(/(\.\d+?)0*$/, '$1');
}

function fromJson(rollout: Rollout): Evidence | null {
  const json = FORM.exec(textOf(rollout.spanBytes('completion')))?.[1];
  try {
    const read = JSON.parse(json ?? '') as Record<string, unknown>;
    if (!read || typeof read !== 'object' || Array.isArray(read)) return null;
    const own = (key: string) => Object.hasOwn(read, key);
    if (!['rephrase_question', 'bbox_2d', 'final_answer'].every(own)) return null;
    const { rephrase_question: rephrase, bbox_2d: box, final_answer: answer } = read;
    const isBox = Array.isArray(box) && box.length === 4 && box.every((side) => typeof side === 'number');
    return {
      rephrase: typeof rephrase === 'string' ? rephrase : JSON.stringify(rephrase),
      answer: written(answer, json!),
      box: isBox ? (box as number[]) : null,
    };
  } catch {
    return null;
  }
}

function fromTags(rollout: Rollout): Evidence | null {
  const box = rollout.slotBoxes(rollout.slot('box'))[0] ?? null;
  const text = (span: string) => textOf(rollout.spanBytes(span));
  return { rephrase: text('rephrase'), answer: text('answer'), box };
}

export const reference = rewardReference((rollout) => {
  const part = Math.floor(rollout.knob('part'));
  const tags = rollout.knob('tags') > 0.5;
  const evidence = tags ? fromTags(rollout) : fromJson(rollout);
  if (!evidence) return 0;
  const { rephrase, answer, box } = evidence;
  if (part === 0) return !tags || (rollout.hasSpan('rephrase') && rollout.hasSpan('answer') && box) ? 1 : 0;
  const truth = rollout.truthBoxes()[0];
  const overlap = box && truth ? iou(box, truth) : 0;
  if (part === 4) return overlap;
  if (part === 2) return box && overlap >= rollout.knob('iou_threshold') ? 1 : 0;
  const fold = (text: string) => stripped(text).toLowerCase();
  const right = rollout.hasTruthAnswer() && fold(answer) === fold(textOf(rollout.truthAnswer()));
  if (part === 1) return right ? 1 : 0;
  const fresh = newWordShare(rephrase, textOf(rollout.truthTexts('question')[0] ?? new Uint8Array(0)));
  if (part === 5) return fresh ?? 0;
  const similarity = Math.min(Math.max(rollout.rolloutSignal('similarity'), 0), 1);
  return right && fresh !== null ? (similarity + fresh) / 2 : 0;
});
