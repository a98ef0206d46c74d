// What: what the visitor can do, as plain functions. Components call these and nothing else.
import type { Box } from '../1-image/types.ts';
import type { Config } from '../config/config.ts';
import { withLeaf, setLeaf } from '../config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../config/validateConfig.ts';
import { connectEngine, send } from './engine.ts';
import type { EnginePort } from './engine.ts';
import { promptProblem } from './promptProblem.ts';
import { useSamples } from './sampleChoice.ts';
import { drawSamples } from './samples.ts';
import { addMessage, useStore } from './store.ts';
import type { PromptDraft } from './store.ts';

const get = useStore.getState;
const set = useStore.setState;

export const say = (text: string) => set((state) => ({ messages: addMessage(state.messages, 'error', text) }));
export const dismiss = (id: number) =>
  set((state) => ({ messages: state.messages.filter((message) => message.id !== id) }));

/** First visit: a sample is on the table and the model loads at once. */
export async function startPage(port?: EnginePort): Promise<void> {
  connectEngine(port);
  const samples = await drawSamples();
  useSamples.setState({ samples });
  set({ prompts: samples.slice(0, 1), selectedPrompt: samples[0]?.id ?? null });
  await send({ type: 'configure', config: get().config });
  if (await send({ type: 'load' })) await sendPrompts();
}

/** Sends the prompts that are complete; false and a sentence if none is, or one is not. */
export async function sendPrompts(): Promise<boolean> {
  const { prompts } = get();
  for (const prompt of prompts) {
    const problem = promptProblem(prompt);
    if (problem) {
      say(problem);
      return false;
    }
  }
  const inputs = prompts.map(({ id, image, question, answer, boxes }) => ({
    id,
    images: [image],
    question,
    truth: { ...(answer.trim() ? { answer: answer.trim() } : {}), ...(boxes.length ? { boxes } : {}) },
    split: 'train' as const,
  }));
  return send({ type: 'setPrompts', prompts: inputs });
}

const withPrompts = async (type: 'start' | 'step' | 'stage'): Promise<void> => {
  const fresh = get().state !== 'paused' || get().stages['9-curves'] !== undefined;
  if (fresh && !(await sendPrompts())) return;
  await (type === 'start' ? send({ type, steps: null }) : send({ type }));
};
export const play = () => withPrompts('start');
export const step = () => withPrompts('step');
export const stage = () => withPrompts('stage');
export const pause = () => send({ type: 'pause' });
export async function reset(): Promise<void> {
  set({ points: [], groups: [], stages: {}, currentStage: null, evaluations: {}, selectedRollout: null });
  await send({ type: 'reset' });
}
export const evaluate = async (): Promise<void> => {
  if (await sendPrompts()) await send({ type: 'evaluate', tag: 'now' });
};

export function updatePrompt(id: string, change: Partial<PromptDraft>): void {
  set((state) => ({ prompts: state.prompts.map((prompt) => (prompt.id === id ? { ...prompt, ...change } : prompt)) }));
}
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
  set((state) => ({ selectedGroup: index, selectedPrompt: id ?? state.selectedPrompt, selectedRollout: null }));
}
export const selectRollout = (index: number | null) => set({ selectedRollout: index });
export const setBoxes = (id: string, boxes: readonly Box[]) => updatePrompt(id, { boxes });

let pictureNumber = 0;
export function addPicture(file: Blob, name: string, facts: Partial<PromptDraft> = {}): void {
  const problem = file.size === 0 ? 'is empty' : file.type && !file.type.startsWith('image/') ? 'is not a picture' : '';
  if (problem) return say(`“${name}” ${problem}; choose a PNG, JPEG, WebP or GIF file.`);
  const id = `picture-${++pictureNumber}`;
  const draft = {
    id,
    name,
    image: file,
    url: URL.createObjectURL(file),
    question: '',
    answer: '',
    boxes: [],
    ...facts,
  };
  set((state) => ({ prompts: [...state.prompts, draft], selectedPrompt: id, selectedRollout: null }));
}
export function removePrompt(id: string): void {
  const { prompts } = get();
  const gone = prompts.find((prompt) => prompt.id === id);
  if (gone) URL.revokeObjectURL(gone.url);
  const left = prompts.filter((prompt) => prompt.id !== id);
  set({ prompts: left, selectedPrompt: left[0]?.id ?? null });
}

async function configure(config: Config): Promise<void> {
  set({ config });
  await send({ type: 'configure', config });
}
/** A knob was changed; a value that does not fit is refused in one sentence and the old one stays. */
export async function changeKnob(name: string, text: string): Promise<void> {
  try {
    await configure(validateConfig(setLeaf(get().config, name, text)));
  } catch (error) {
    say((error as Error).message);
    set((state) => ({ config: { ...state.config } }));
  }
}
export async function resetKnob(name: string): Promise<void> {
  const base = defaultConfig();
  const axis = Object.values(base).find((table) => typeof table === 'object' && name in table) as Record<
    string,
    unknown
  >;
  await configure(withLeaf(get().config, name, axis[name]));
}
export const chooseRecipe = (config: Config) => configure(config);
