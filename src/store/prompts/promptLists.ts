// What: the two lists of prompts as the page reads them: the same list as long as nothing in it has changed, so that an
// edit of a training prompt does not redraw the held-out ones.
import { useShallow } from 'zustand/react/shallow';
import type { PromptDraft, Split } from './promptDraft.ts';
import { useStore } from '../store.ts';

export const usePromptsOf = (split: Split): readonly PromptDraft[] =>
  useStore(useShallow(({ prompts }) => prompts.filter((prompt) => prompt.split === split)));

/** The chosen prompt, where it is one of this split. */
export const useSelectedOf = (split: Split): string | null =>
  useStore(({ prompts, selectedPrompt }) =>
    prompts.some((prompt) => prompt.id === selectedPrompt && prompt.split === split) ? selectedPrompt : null,
  );
