// What: what the visitor can do with the boxes of a prompt. A box and its label go together.
import type { Box } from '../../1-image/types.ts';
import { say, unsay } from '../actions.ts';
import { clampBox, hasArea } from './boxEdits.ts';
import type { PromptDraft } from './promptDraft.ts';
import { editPrompts } from './promptHistory.ts';
import { TRUTH_LIMITS } from './promptProblem.ts';
import { useStore } from '../store.ts';
import { PROMPT_TEXTS as T } from '../texts/prompts.ts';

type BoxList = Pick<PromptDraft, 'boxes' | 'labels'>;

/** The labels are made as many as the boxes first: a file may bring fewer. */
function editBoxes(id: string, what: string, change: (list: BoxList) => BoxList, key?: string): void {
  unsay();
  editPrompts({ what, ...(key ? { key } : {}) }, (prompts) =>
    prompts.map((prompt) => {
      if (prompt.id !== id) return prompt;
      const labels = prompt.boxes.map((_, i) => prompt.labels[i] ?? '');
      return { ...prompt, ...change({ boxes: prompt.boxes, labels }) };
    }),
  );
}

/** False, with a sentence, where it is not a box. */
export function addBox(id: string, drawn: Box, label = ''): boolean {
  const box = clampBox(drawn);
  const count = useStore.getState().prompts.find((prompt) => prompt.id === id)?.boxes.length ?? 0;
  if (!hasArea(box)) {
    say(T.clickIsNoBox);
    return false;
  }
  if (count >= TRUTH_LIMITS.boxes) {
    say(T.boxesFull(TRUTH_LIMITS.boxes));
    return false;
  }
  editBoxes(id, T.did.boxDrawn, ({ boxes, labels }) => ({ boxes: [...boxes, box], labels: [...labels, label] }));
  return true;
}

/** Arrow presses that follow each other are one edit; every drag is one of its own. */
export function replaceBox(id: string, index: number, drawn: Box, by: 'key' | 'pointer'): void {
  const box = clampBox(drawn);
  if (!hasArea(box)) return;
  const key = by === 'key' ? `box ${index} of ${id}` : undefined;
  editBoxes(id, T.did.boxChanged, (list) => ({ ...list, boxes: list.boxes.with(index, box) }), key);
}

export function labelBox(id: string, index: number, label: string): void {
  const key = `label ${index} of ${id}`;
  editBoxes(id, T.did.labelChanged, (list) => ({ ...list, labels: list.labels.with(index, label) }), key);
}

export function removeBox(id: string, index: number): void {
  const others = <T>(list: readonly T[]) => list.filter((_, i) => i !== index);
  editBoxes(id, T.did.boxDeleted, ({ boxes, labels }) => ({ boxes: others(boxes), labels: others(labels) }));
}
