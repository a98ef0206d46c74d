// What: the gallery of samples as data.
import { create } from 'zustand';
import type { PromptDraft } from './promptDraft.ts';

export const useSamples = create<{ readonly samples: readonly PromptDraft[] }>()(() => ({ samples: [] }));
