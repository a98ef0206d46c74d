// What: what is wrong with a prompt, in one sentence that says what to do; null when it can be trained on.
// Source: the limits are those of shaders/4-rewards/layout.wgsl (tests/store/promptProblem.test.ts compares them).
import { hasArea } from './boxEdits.ts';
import type { PromptDraft } from './promptDraft.ts';
import { PROMPT_TEXTS as T } from '../texts/prompts.ts';

/** Boxes and facts of one prompt, bytes of one fact and of the answer (UTF-8). */
export const TRUTH_LIMITS = { boxes: 16, facts: 8, factBytes: 60, answerBytes: 252 } as const;

const bytesOf = (text: string) => new TextEncoder().encode(text.trim()).length;

export function promptProblem(prompt: PromptDraft): string | null {
  const { name, images, question, answer, boxes } = prompt;
  if (!question.trim()) return T.noQuestion(name);
  if (images.length === 0 && boxes.length > 0) return T.boxesAlone(name);
  if (boxes.length === 0 && !answer.trim()) return images.length === 0 ? T.wordsAlone(name) : T.noTruth(name);
  return boxProblem(prompt) ?? lengthProblem(prompt);
}

function boxProblem({ name, boxes }: PromptDraft): string | null {
  for (const box of boxes) {
    const [x0, y0, x1, y1] = box;
    if (!hasArea(box)) return T.flatBox(name);
    if (x0 < 0 || y0 < 0 || x1 > 1 || y1 > 1) return T.boxOutside(name);
  }
  const { boxes: most } = TRUTH_LIMITS;
  return boxes.length > most ? T.manyBoxes(name, boxes.length, most) : null;
}

function lengthProblem({ name, answer, facts }: PromptDraft): string | null {
  const { facts: most, factBytes, answerBytes } = TRUTH_LIMITS;
  const written = facts.filter((fact) => fact.trim() !== '');
  if (bytesOf(answer) > answerBytes) return T.longAnswer(name, bytesOf(answer), answerBytes);
  if (written.length > most) return T.manyFacts(name, written.length, most);
  const long = written.find((fact) => bytesOf(fact) > factBytes);
  return long ? T.longFact(long.trim().slice(0, 30), factBytes) : null;
}
