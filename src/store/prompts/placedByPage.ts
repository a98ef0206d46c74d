// What: the prompts that the page itself put on the table: the sample of the first visit and those of the recording. As long as nobody
// touched them or trained on them, they make way for a visitor's own: nobody who drops a photograph wants to train on our owl as well.
import { hasStandIn } from '../engine/engine.ts';
import { useStore } from '../store.ts';
import type { PromptDraft } from './promptDraft.ts';

/** By identity: an edit makes a new object, and that one is the visitor's. */
const placed = new WeakSet<PromptDraft>();

export function placeByPage(prompts: readonly PromptDraft[]): readonly PromptDraft[] {
  for (const prompt of prompts) placed.add(prompt);
  return prompts;
}

/** What stays on the table when a visitor's own prompts come; those that leave come back with undo. */
export function makeWay(prompts: readonly PromptDraft[]): readonly PromptDraft[] {
  const trained = !hasStandIn() && useStore.getState().points.length > 0;
  return !trained && prompts.every((prompt) => placed.has(prompt)) ? [] : prompts;
}
