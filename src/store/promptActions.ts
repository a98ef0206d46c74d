// What: what the visitor can do with pictures and prompts: add, remove, choose, edit.
import type { Box } from '../1-image/types.ts';
import { say, unsay } from './actions.ts';
import { useSamples } from './sampleChoice.ts';
import { useStore } from './store.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PromptDraft } from './promptDraft.ts';

const get = useStore.getState;
const set = useStore.setState;

export function updatePrompt(id: string, change: Partial<PromptDraft>): void {
  set((state) => ({ prompts: state.prompts.map((prompt) => (prompt.id === id ? { ...prompt, ...change } : prompt)) }));
}

export function setBoxes(id: string, boxes: readonly Box[]): void {
  unsay();
  updatePrompt(id, { boxes });
}

export const sayEmptyBox = () =>
  say('A click makes no box; press at one corner, hold, and let go at the opposite corner.');

/** The picture, and its group where the last step has one. */
export function selectPrompt(id: string): void {
  const group = get().groups.findIndex(({ promptId }) => promptId === id);
  set((state) => ({
    selectedPrompt: id,
    selectedRollout: null,
    selectedGroup: group >= 0 ? group : state.selectedGroup,
  }));
}

export function selectGroup(index: number): void {
  const id = get().groups[index]?.promptId;
  const known = get().prompts.some((prompt) => prompt.id === id);
  set((state) => ({
    selectedGroup: index,
    selectedPrompt: known && id ? id : state.selectedPrompt,
    selectedRollout: null,
  }));
}

export const selectRollout = (index: number | null) => set({ selectedRollout: index });

let pictureNumber = 0;
export function addPicture(file: Blob, name: string): void {
  const problem = file.size === 0 ? 'is empty' : file.type && !file.type.startsWith('image/') ? 'is not a picture' : '';
  if (problem) return say(`“${name}” ${problem}; choose a PNG, JPEG, WebP or GIF file.`);
  const id = `picture-${++pictureNumber}`;
  const url = URL.createObjectURL(file);
  const draft = emptyPrompt(id, name, [{ id, name, image: file, url, thumb: url, width: 0, height: 0 }]);
  set((state) => ({ prompts: [...state.prompts, draft], selectedPrompt: id, selectedRollout: null }));
}

/** The browser could not show it: it leaves the table before the engine stumbles over it. */
export function refusePicture(id: string): void {
  const prompt = get().prompts.find((other) => other.id === id);
  if (!prompt) return;
  removePrompt(id);
  say(`“${prompt.name}” could not be opened as a picture; choose a PNG, JPEG, WebP or GIF file.`);
}

export function addSample(sample: PromptDraft): void {
  if (get().prompts.every(({ id }) => id !== sample.id)) set((state) => ({ prompts: [...state.prompts, sample] }));
  selectPrompt(sample.id);
}

/** A sample's picture stays in the gallery; that of an own file is let go. */
export function removePrompt(id: string): void {
  const { prompts, selectedPrompt } = get();
  const index = prompts.findIndex((prompt) => prompt.id === id);
  const gone = prompts[index];
  if (!gone) return;
  const isSample = useSamples.getState().samples.some((sample) => sample.id === id);
  if (!isSample) for (const { url } of gone.images) URL.revokeObjectURL(url);
  const left = prompts.filter((prompt) => prompt !== gone);
  const next = left[Math.min(index, left.length - 1)]?.id ?? null;
  set({ prompts: left, selectedPrompt: selectedPrompt === id ? next : selectedPrompt });
}
