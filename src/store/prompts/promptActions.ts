// What: what the visitor can do with prompts: choose, edit the texts, duplicate, reorder, move between the splits, remove.
import type { FurtherTruth } from '../../4-rewards/truthParts.ts';
import { fieldInWords } from '../../4-rewards/truthValues.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PromptDraft, Split } from './promptDraft.ts';
import { makeWay } from './placedByPage.ts';
import { editPrompts } from './promptHistory.ts';
import { useStore } from '../store.ts';
import { PROMPT_TEXTS as T } from '../texts/prompts.ts';

const get = useStore.getState;
const set = useStore.setState;

/** The fields that are typed; keystrokes in one of them are undone together. */
type Texts = Partial<Pick<PromptDraft, 'question' | 'answer' | 'facts'>>;

export function updatePrompt(id: string, change: Texts): void {
  const fields = Object.keys(change) as (keyof Texts)[];
  const what = T.did.changed(fields.map((field) => T.fields[field]).join(' '));
  editPrompts({ what, key: `${fields.join(' ')} of ${id}` }, (prompts) =>
    prompts.map((prompt) => (prompt.id === id ? { ...prompt, ...change } : prompt)),
  );
}

/** A field of the truth that has no place of its own; one that says nothing any more is gone. */
export function updateTruth(id: string, field: keyof FurtherTruth, value: unknown): void {
  editPrompts({ what: T.did.changed(fieldInWords(field)), key: `${field} of ${id}` }, (prompts) =>
    prompts.map((prompt) => {
      if (prompt.id !== id) return prompt;
      const others = Object.entries(prompt.further).filter(([name]) => name !== field);
      return { ...prompt, further: Object.fromEntries(value === '' ? others : [...others, [field, value]]) };
    }),
  );
}

/** The picture, and its group where the last step has one. */
export function selectPrompt(id: string): void {
  const group = get().groups.findIndex(({ promptId }) => promptId === id);
  set((state) => ({
    selectedPrompt: id,
    selectedRollout: null,
    selectedGroup: group >= 0 ? group : state.selectedGroup,
  }));
}

/** `promptId` names the prompt where the group is one of an earlier step. */
export function selectGroup(index: number, promptId = get().groups[index]?.promptId): void {
  const known = get().prompts.some(({ id }) => id === promptId);
  set((state) => ({
    selectedGroup: index,
    selectedPrompt: known && promptId ? promptId : state.selectedPrompt,
    selectedRollout: null,
  }));
}

export const selectRollout = (index: number | null) => set({ selectedRollout: index });

/** A sample is added once; then it is only chosen. */
export function addSample(sample: PromptDraft): void {
  if (get().prompts.every(({ id }) => id !== sample.id)) addPrompts([sample], T.did.sampleAdded(sample.name));
  selectPrompt(sample.id);
}

export function addPrompts(added: readonly PromptDraft[], what: string): void {
  const first = added[0];
  if (first) editPrompts({ what, select: first.id }, (prompts) => [...prompts, ...added]);
}

/** What a visitor brings or has made: what the page had put there makes way. */
export function bringPrompts(added: readonly PromptDraft[], what: string): void {
  const first = added[0];
  if (first) editPrompts({ what, select: first.id }, (prompts) => [...makeWay(prompts), ...added]);
}

let questionNumber = 0;
/** A prompt without a picture: the policy reads only the words. */
export function addQuestion(): void {
  const id = `question-${Date.now().toString(36)}-${++questionNumber}`;
  addPrompts([emptyPrompt(id, T.question(questionNumber), [])], T.did.questionAdded);
}

const named = (prompts: readonly PromptDraft[]) =>
  prompts.length === 1 ? T.one(prompts[0]!.name) : T.several(prompts.length);

const chosen = (ids: ReadonlySet<string>) => get().prompts.filter(({ id }) => ids.has(id));

export function removePrompts(ids: ReadonlySet<string>): void {
  const gone = chosen(ids);
  if (gone.length === 0) return;
  editPrompts({ what: T.did.removed(named(gone)) }, (prompts) => prompts.filter(({ id }) => !ids.has(id)));
}
export const removePrompt = (id: string) => removePrompts(new Set([id]));

let copyNumber = 0;
export function duplicatePrompt(id: string): void {
  const prompt = get().prompts.find((other) => other.id === id);
  if (!prompt) return;
  const copy = { ...prompt, id: `${prompt.id}-copy-${Date.now().toString(36)}-${++copyNumber}` };
  editPrompts({ what: T.did.duplicated(prompt.name), select: copy.id }, (prompts) =>
    prompts.flatMap((other) => (other === prompt ? [prompt, copy] : [other])),
  );
}

export interface Place {
  readonly split: Split;
  /** The prompt beside which the others go; null = the end of the split. */
  readonly beside: string | null;
  readonly side: 'before' | 'after';
}

/** Prompts to another place of the list, perhaps in the other split; they keep their order. */
export function movePrompts(ids: ReadonlySet<string>, { split, beside, side }: Place): void {
  const moving = chosen(ids);
  if (moving.length === 0 || (beside !== null && ids.has(beside))) return;
  const crossing = moving.some((prompt) => prompt.split !== split);
  const what = T.did.moved(named(moving), crossing ? split : null);
  editPrompts({ what }, (prompts) => {
    const moved = moving.map((prompt) => (prompt.split === split ? prompt : { ...prompt, split }));
    const rest = prompts.filter(({ id }) => !ids.has(id));
    const found = rest.findIndex(({ id }) => id === beside);
    const at = found < 0 ? rest.length : found + (side === 'after' ? 1 : 0);
    return [...rest.slice(0, at), ...moved, ...rest.slice(at)];
  });
}

export const setSplit = (id: string, split: Split) =>
  movePrompts(new Set([id]), { split, beside: null, side: 'after' });

/** One place up (-1) or down (+1) among the prompts of its split. */
export function shiftPrompt(id: string, by: -1 | 1): void {
  const { prompts } = get();
  const split = prompts.find((prompt) => prompt.id === id)?.split;
  const row = prompts.filter((prompt) => prompt.split === split);
  const neighbour = row[row.findIndex((prompt) => prompt.id === id) + by];
  if (split && neighbour)
    movePrompts(new Set([id]), { split, beside: neighbour.id, side: by < 0 ? 'before' : 'after' });
}

export const removeAllPrompts = () => removePrompts(new Set(get().prompts.map(({ id }) => id)));
