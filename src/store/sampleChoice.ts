// What: the gallery of samples as data, and putting one on the table.
import { create } from 'zustand';
import { useStore } from './store.ts';
import type { PromptDraft } from './store.ts';

export const useSamples = create<{ readonly samples: readonly PromptDraft[] }>()(() => ({ samples: [] }));

export function addSample(sample: PromptDraft): void {
  if (!useStore.getState().prompts.some(({ id }) => id === sample.id)) {
    useStore.setState((state) => ({ prompts: [...state.prompts, sample] }));
  }
  useStore.setState({ selectedPrompt: sample.id, selectedRollout: null });
}
