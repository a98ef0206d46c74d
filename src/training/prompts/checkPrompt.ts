// What: the checks of a prompt before it enters a run. A rejected prompt gives one error sentence; the others are kept.
import { checkBox } from '../../1-image/checkBox.ts';
import type { PromptInput } from '../protocol.ts';
import { promptName } from './promptName.ts';

/** One sentence that names the prompt and says what to do, or null. The picture itself is checked by decoding it. */
export function checkPrompt(prompt: PromptInput): string | null {
  const name = promptName(prompt);
  if (prompt.question.trim() === '') return `${name} has an empty question; type what the model should answer.`;
  const boxes = prompt.truth.boxes ?? [];
  if (prompt.images.length === 0 && boxes.length > 0)
    return `${name} has boxes but no picture; add the picture, or leave the boxes out.`;
  const wrong = boxes.map((box, i) => checkBox(box, boxes.length > 1 ? `Box ${i + 1}` : 'The box')).find(Boolean);
  return wrong ? `${name}: ${wrong}` : null;
}
