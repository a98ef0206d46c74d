// What: what the visitor can do with the boxes of a prompt. A box and its label go together.
import type { Box } from '../1-image/types.ts';
import { say, unsay } from './actions.ts';
import { clampBox, hasArea } from './boxEdits.ts';
import type { PromptDraft } from './promptDraft.ts';
import { editPrompts } from './promptHistory.ts';
import { TRUTH_LIMITS } from './promptProblem.ts';
import { useStore } from './store.ts';

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

/** False and a sentence where it is no box. */
export function addBox(id: string, drawn: Box, label = ''): boolean {
  const box = clampBox(drawn);
  const count = useStore.getState().prompts.find((prompt) => prompt.id === id)?.boxes.length ?? 0;
  if (!hasArea(box)) {
    say('A click makes no box; press at one corner, hold, and let go at the opposite corner.');
    return false;
  }
  if (count >= TRUTH_LIMITS.boxes) {
    say(`A prompt has at most ${TRUTH_LIMITS.boxes} boxes; delete one first.`);
    return false;
  }
  editBoxes(id, 'box drawn', ({ boxes, labels }) => ({ boxes: [...boxes, box], labels: [...labels, label] }));
  return true;
}

/** Arrow presses that follow each other are one edit; every drag is one of its own. */
export function replaceBox(id: string, index: number, drawn: Box, by: 'key' | 'pointer'): void {
  const box = clampBox(drawn);
  if (!hasArea(box)) return;
  const key = by === 'key' ? `box ${index} of ${id}` : undefined;
  editBoxes(id, 'box changed', (list) => ({ ...list, boxes: list.boxes.with(index, box) }), key);
}

export function labelBox(id: string, index: number, label: string): void {
  const key = `label ${index} of ${id}`;
  editBoxes(id, 'label changed', (list) => ({ ...list, labels: list.labels.with(index, label) }), key);
}

export function removeBox(id: string, index: number): void {
  const others = <T>(list: readonly T[]) => list.filter((_, i) => i !== index);
  editBoxes(id, 'box deleted', ({ boxes, labels }) => ({ boxes: others(boxes), labels: others(labels) }));
}
