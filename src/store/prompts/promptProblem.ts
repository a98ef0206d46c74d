// What: what is wrong with a prompt, in one sentence that says what to do; null when it can be trained on.
// Source: an answer can hold 16 boxes, and the rewards that match boxes take as many true ones
// (shaders/4-rewards/layout.wgsl; tests/store/promptProblem.test.ts compares them).
import { truthOf } from '../../4-rewards/truthParts.ts';
import { hasArea } from './boxEdits.ts';
import type { PromptDraft } from './promptDraft.ts';
import { PROMPT_TEXTS as T } from '../texts/prompts.ts';

/** Boxes of one prompt. */
export const TRUTH_LIMITS = { boxes: 16 } as const;

export function promptProblem(prompt: PromptDraft): string | null {
  const { name, images, question, boxes } = prompt;
  if (!question.trim()) return T.noQuestion(name);
  if (images.length === 0 && boxes.length > 0) return T.boxesAlone(name);
  const isKnown = Object.keys(truthOf(prompt)).some((field) => field !== 'labels');
  if (!isKnown) return images.length === 0 ? T.wordsAlone(name) : T.noTruth(name);
  return boxProblem(prompt);
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
