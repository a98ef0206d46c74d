// What: what is wrong with a prompt, in one sentence that says what to do; null when it can be trained on.
// Source: the limits are those of shaders/4-rewards/layout.wgsl (tests/store/promptProblem.test.ts compares them).
import { hasArea } from './boxEdits.ts';
import type { PromptDraft } from './promptDraft.ts';

/** Boxes and facts of one prompt, bytes of one fact and of the answer (UTF-8). */
export const TRUTH_LIMITS = { boxes: 16, facts: 8, factBytes: 60, answerBytes: 252 } as const;

const bytesOf = (text: string) => new TextEncoder().encode(text.trim()).length;

export function promptProblem(prompt: PromptDraft): string | null {
  const { name, images, question, answer, boxes } = prompt;
  if (!question.trim()) return `“${name}” has no question; type one, for example “where is the dog?”.`;
  if (images.length === 0 && boxes.length > 0)
    return `“${name}” has boxes but no picture; add a picture to it, or delete the boxes.`;
  if (images.length === 0 && !answer.trim())
    return `“${name}” has no picture and no answer; type the answer, or add a picture and draw a box.`;
  if (boxes.length === 0 && !answer.trim())
    return `“${name}” has neither a box nor an answer; draw a box or type an answer.`;
  return boxProblem(prompt) ?? lengthProblem(prompt);
}

function boxProblem({ name, boxes }: PromptDraft): string | null {
  for (const box of boxes) {
    const [x0, y0, x1, y1] = box;
    if (!hasArea(box)) return `A box on “${name}” has no area; draw it larger or delete it.`;
    if (x0 < 0 || y0 < 0 || x1 > 1 || y1 > 1) return `A box on “${name}” leaves the picture; move it inside.`;
  }
  const { boxes: most } = TRUTH_LIMITS;
  return boxes.length > most
    ? `“${name}” has ${boxes.length} boxes; at most ${most} can be scored. Delete some.`
    : null;
}

function lengthProblem({ name, answer, facts }: PromptDraft): string | null {
  const { facts: most, factBytes, answerBytes } = TRUTH_LIMITS;
  const written = facts.filter((fact) => fact.trim() !== '');
  if (bytesOf(answer) > answerBytes)
    return `The answer of “${name}” is too long to be scored (${bytesOf(answer)} of ${answerBytes} bytes); shorten it.`;
  if (written.length > most)
    return `“${name}” has ${written.length} facts; at most ${most} can be scored. Delete some.`;
  const long = written.find((fact) => bytesOf(fact) > factBytes);
  return long ? `The fact “${long.trim().slice(0, 30)}…” is too long (at most ${factBytes} bytes); shorten it.` : null;
}
