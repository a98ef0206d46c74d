// What: what is wrong with a prompt, in one sentence that says what to do; null when it can be trained on.
import { hasArea } from './boxEdits.ts';
import type { PromptDraft } from './promptDraft.ts';

export function promptProblem({ name, question, answer, boxes }: PromptDraft): string | null {
  if (!question.trim()) return `“${name}” has no question; type one, for example “where is the dog?”.`;
  if (boxes.length === 0 && !answer.trim())
    return `“${name}” has neither a box nor an answer; draw a box or type an answer.`;
  for (const box of boxes) {
    const [x0, y0, x1, y1] = box;
    if (!hasArea(box)) return `A box on “${name}” has no area; draw it larger or delete it.`;
    if (x0 < 0 || y0 < 0 || x1 > 1 || y1 > 1) return `A box on “${name}” leaves the picture; move it inside.`;
  }
  return null;
}
