// What: the checks of a prompt before it enters a run. A refused prompt costs one sentence; the others are kept.
import type { Box } from '../1-image/types.ts';
import type { PromptInput } from './protocol.ts';

const show = (box: readonly number[]) => box.map((value) => Number(value.toFixed(4))).join(', ');

/** One sentence, or null. Boxes are fractions of the picture: x0 < x1 and y0 < y1 within 0…1. */
export function checkBox(box: readonly number[]): string | null {
  if (box.length !== 4 || !box.every(Number.isFinite)) {
    return `The box ${show(box)} needs four numbers x0,y0,x1,y1.`;
  }
  const [x0, y0, x1, y1] = box as Box;
  if (x0 < 0 || y0 < 0 || x1 > 1 || y1 > 1 || x1 < 0 || y1 < 0 || x0 > 1 || y0 > 1) {
    return `The box ${show(box)} lies outside the picture; give fractions of the picture from 0 to 1.`;
  }
  if (x1 <= x0 || y1 <= y0) {
    return `The box ${show(box)} has no area; its second corner must be right of and below the first.`;
  }
  return null;
}

/** One sentence that names the prompt and says what to do, or null. The picture itself is checked by decoding it. */
export function checkPrompt(prompt: PromptInput): string | null {
  const name = `Prompt '${prompt.id}'`;
  if (prompt.question.trim() === '') return `${name} has an empty question; type what the model should answer.`;
  if (prompt.images.length === 0) return `${name} has no picture; add one.`;
  for (const box of prompt.truth.boxes ?? []) {
    const wrong = checkBox(box);
    if (wrong) return `${name}: ${wrong}`;
  }
  return null;
}
