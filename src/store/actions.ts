// What: what the visitor can do with the run, as plain functions: load, play, pause, one step, one stage, reset, ask.
import { keepDroppedModel, loadFiles } from './files/droppedModel.ts';
import { connectEngine, engineState, hasStandIn, isConnected, listenToEngine, send } from './engine/engine.ts';
import type { EnginePort } from './engine/enginePort.ts';
import { REFUSED_PROMPT } from '../training/protocol.ts';
import type { BundleFiles } from '../training/protocol.ts';
import { promptInput } from './prompts/promptDraft.ts';
import { promptProblem } from './prompts/promptProblem.ts';
import { addMessage, emptyRun, useStore } from './store.ts';
import type { PromptDraft } from './prompts/promptDraft.ts';
import { PROMPT_TEXTS } from './texts/prompts.ts';
import { RUN_TEXTS } from './texts/run.ts';

const get = useStore.getState;
const set = useStore.setState;

/** What the page itself has to say about an action; gone when the next one succeeds. Errors of the engine stay. */
export const say = (text: string) => set((state) => ({ messages: addMessage(state.messages, 'note', text) }));
export const unsay = () =>
  set((state) =>
    state.messages.some(({ kind }) => kind === 'note')
      ? { messages: state.messages.filter(({ kind }) => kind !== 'note') }
      : state,
  );
export const dismiss = (id: number) =>
  set((state) => ({ messages: state.messages.filter((message) => message.id !== id) }));

/** Ids of the prompts that the engine leaves out of the list that it has. */
const leftOut = new Set<string>();
listenToEngine((event) => {
  if (event.type !== 'error' || !event.where.startsWith(REFUSED_PROMPT)) return;
  leftOut.add(event.where.slice(REFUSED_PROMPT.length));
});

/** The list that the engine has; prompts are plain data, so another list is another identity. */
let sent: readonly PromptDraft[] | null = null;
/** Where somebody else answered in the engine's place. */
export const forgetSent = () => void (sent = null);

/** Also brings back an engine that has died. */
export async function loadModel(makePort?: () => EnginePort): Promise<void> {
  if (!isConnected()) {
    connectEngine(makePort);
    sent = null;
  }
  if (!hasStandIn()) set(emptyRun());
  if (!(await send({ type: 'configure', config: get().config }))) return;
  if (engineState() !== 'ready') await send({ type: 'load', ...loadFiles() });
}

/** A model from the visitor's own folder; null goes back to the one that the settings name. */
export async function loadModelFiles(files: BundleFiles | null): Promise<void> {
  keepDroppedModel(files);
  if (!isConnected()) return loadModel();
  set(emptyRun());
  await send({ type: 'load', ...loadFiles() });
}

/** What is wrong with the first prompt that cannot be trained on. */
function firstProblem(): { readonly id: string | null; readonly sentence: string } | null {
  const { prompts } = get();
  if (prompts.length === 0) return { id: null, sentence: PROMPT_TEXTS.none };
  for (const prompt of prompts) {
    const sentence = promptProblem(prompt);
    if (sentence) return { id: prompt.id, sentence };
  }
  if (prompts.every(({ split }) => split === 'heldOut')) return { id: null, sentence: PROMPT_TEXTS.allHeldOut };
  return null;
}

/** Brings the engine's prompts up to date; false and a sentence where one of them is not complete. */
export async function sendPrompts(): Promise<boolean> {
  const { prompts } = get();
  const problem = firstProblem();
  if (problem) {
    say(problem.sentence);
    if (problem.id) set({ selectedPrompt: problem.id, selectedRollout: null });
    return false;
  }
  unsay();
  if (prompts === sent) return true;
  sent = prompts;
  leftOut.clear();
  set(({ messages }) => ({ messages: messages.filter(({ kind }) => kind !== 'refusal') }));
  const taken = await send({ type: 'setPrompts', prompts: prompts.map(promptInput) });
  // A prompt that the engine leaves out has been named; the others train without it.
  const goesOn = taken || (leftOut.size > 0 && prompts.some(({ id, split }) => split === 'train' && !leftOut.has(id)));
  if (!goesOn) sent = null;
  return goesOn;
}

/** The same where nothing is said about a prompt that is not complete: then the engine keeps what it has. */
export const sendCompletePrompts = async (): Promise<boolean> => firstProblem() === null && (await sendPrompts());

/** How many steps Play may make from now on; null = without end. A lesson asks for so many, and asks for greedy answers by itself. */
let stepsAllowed: (() => number) | null = null;
export const limitPlay = (tell: (() => number) | null) => void (stepsAllowed = tell);

let advancing = false;
/** Before the first step the policy is asked for its greedy answer, to compare with later. */
async function advance(type: 'start' | 'step' | 'stage'): Promise<void> {
  if (advancing) return;
  advancing = true;
  const { points, state, evaluations } = get();
  const first = !stepsAllowed && type !== 'stage' && points.length === 0 && state === 'ready' && !evaluations['before'];
  const ready = (await sendPrompts()) && (!first || (await evaluate()));
  advancing = false;
  if (ready) await (type === 'start' ? send({ type, steps: stepsAllowed?.() ?? null }) : send({ type }));
}
export const play = () => advance('start');
export const step = () => advance('step');
export const stage = () => advance('stage');
export const pause = () => send({ type: 'pause' });

export async function reset(): Promise<void> {
  set(emptyRun());
  await send({ type: 'reset' });
  set(emptyRun());
}

/** False where it was refused. */
export async function evaluate(): Promise<boolean> {
  if (!(await sendPrompts())) return false;
  const { asking: what, askingUnit: unit } = RUN_TEXTS;
  set({ progress: { what, done: 0, total: get().prompts.length, unit } });
  return send({ type: 'evaluate', tag: get().points.length === 0 ? 'before' : 'after' });
}

/** While the run goes on, edits of prompts reach it after a short rest, if they are complete. */
const REST_MS = 600;
let timer: ReturnType<typeof setTimeout> | undefined;
useStore.subscribe(({ prompts }, before) => {
  if (prompts === before.prompts || get().state !== 'running') return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (get().state === 'running' && !firstProblem()) void sendPrompts();
  }, REST_MS);
});
