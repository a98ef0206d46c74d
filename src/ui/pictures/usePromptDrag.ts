// What: drag and drop of prompts within a list and between the two, by mouse, touch and keyboard.
import { useDragAndDrop } from 'react-aria-components';
import type { DragAndDropHooks } from 'react-aria-components';
import type { PromptDraft, Split } from '../../store/prompts/promptDraft.ts';
import { movePrompts } from '../../store/prompts/promptActions.ts';

/** Prompts cross between our own lists only. */
const TYPE = 'rollscope-prompt';

const idsOf = (keys: Iterable<unknown>) => new Set([...keys].map(String));

export function usePromptDrag(split: Split, isDisabled: boolean): DragAndDropHooks<PromptDraft> {
  const { dragAndDropHooks } = useDragAndDrop<PromptDraft>({
    getItems: (keys) => [...keys].map((key) => ({ [TYPE]: String(key) })),
    isDisabled,
    acceptedDragTypes: [TYPE],
    getDropOperation: () => 'move',
    onReorder: ({ keys, target }) => {
      const side = target.dropPosition === 'before' ? 'before' : 'after';
      movePrompts(idsOf(keys), { split, beside: String(target.key), side });
    },
    onInsert: ({ items, target }) => {
      const side = target.dropPosition === 'before' ? 'before' : 'after';
      void idsIn(items).then((ids) => movePrompts(ids, { split, beside: String(target.key), side }));
    },
    onRootDrop: ({ items }) => {
      void idsIn(items).then((ids) => movePrompts(ids, { split, beside: null, side: 'after' }));
    },
  });
  return dragAndDropHooks;
}

type Dropped = readonly { readonly kind: string; getText?: (type: string) => Promise<string> }[];
const idsIn = (items: Dropped) =>
  Promise.all(items.flatMap((item) => item.getText?.(TYPE) ?? [])).then((ids) => new Set(ids));
