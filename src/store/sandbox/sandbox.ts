// What: the reward sandbox as the page has it: the prompt's presets, the greedy answer and a typed text under the current rewards, and a text in
// the place of one answer of the last step. Asked one question at a time, while the run holds; a newer question replaces one that waits.
import { create } from 'zustand';
import type { EditedGroup, ReadAnswer } from '../../training/sandbox/sandboxTypes.ts';
import { sendPrompts } from '../actions.ts';
import { hasStandIn, listenToEngine, send } from '../engine/engine.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { useStore } from '../store.ts';

export type AnswerName = ReadAnswer['from'];

export interface SandboxState {
  readonly isOpen: boolean;
  /** The text that the visitor types. */
  readonly text: string;
  /** The answer of the last step that it stands in for; null = on its own. */
  readonly rollout: number | null;
  /** Which answer is looked at. */
  readonly chosen: AnswerName;
  /** The prompt of the answers below. */
  readonly promptId: string | null;
  /** The greedy one, and the presets. */
  readonly given: readonly ReadAnswer[];
  readonly typed: ReadAnswer | null;
  readonly edited: EditedGroup | null;
  readonly mostTokens: number;
  readonly leftOut: readonly string[];
  readonly busy: boolean;
}

const NOTHING = { promptId: null, given: [], typed: null, edited: null, mostTokens: Infinity, leftOut: [] } as const;
const FIRST: SandboxState = { isOpen: false, text: '', rollout: null, chosen: 'greedy', busy: false, ...NOTHING };

export const useSandbox = create<SandboxState>()(() => FIRST);
const get = useSandbox.getState;
const set = useSandbox.setState;

listenToEngine((event) => {
  if (event.type === 'answersTried') {
    const { promptId, answers, mostTokens, leftOut } = event;
    const typed = answers.find(({ from }) => from === 'typed') ?? null;
    const given = answers.filter(({ from }) => from !== 'typed');
    set((state) => ({
      ...{ promptId, mostTokens, leftOut },
      given: given.length > 0 || promptId !== state.promptId ? given : state.given,
      ...(typed && { typed, edited: null }),
    }));
  }
  if (event.type === 'answerEdited') set({ edited: event.edited, typed: event.edited.answer });
});

/** All that is scored, in the order of the table. */
export function triedNow(): readonly ReadAnswer[] {
  const { given, typed } = get();
  return typed ? [...given, typed] : given;
}

/** The one that is looked at. */
export const lookedAt = (): ReadAnswer | null => triedNow().find(({ from }) => from === get().chosen) ?? null;

/** Index of the group of the last step whose prompt is selected. */
export function groupInReach(): number | null {
  const { groups, selectedGroup, selectedPrompt } = useStore.getState();
  if (groups[selectedGroup]?.promptId === selectedPrompt) return selectedGroup;
  const first = groups.findIndex(({ promptId }) => promptId === selectedPrompt);
  return first < 0 ? null : first;
}

/** A recording has no engine; a run is not disturbed. */
export function canTry(): boolean {
  const { state, model, selectedPrompt } = useStore.getState();
  return model !== null && selectedPrompt !== null && (state === 'ready' || state === 'paused') && !hasStandIn();
}

/** What the presets and the greedy answer were worked out with; another one makes them stale. */
let givenFor: readonly unknown[] = [];
const situation = () => {
  const { config, prompts, selectedPrompt, points } = useStore.getState();
  return [config, prompts, selectedPrompt, points, useOwnRewards.getState().ownRewards];
};

async function ask(): Promise<void> {
  const { selectedPrompt: promptId, points } = useStore.getState();
  if (!canTry() || !(await sendPrompts())) return;
  const now = situation();
  const { text, rollout, chosen } = get();
  const stale = now.some((part, i) => part !== givenFor[i]);
  const group = groupInReach();
  const step = points.at(-1)?.step;
  const inGroup = rollout !== null && group !== null && step !== undefined;
  const texts = inGroup || (text === '' && chosen !== 'typed') ? [] : [text];
  if (stale) set({ given: [] });
  if (stale || texts.length > 0) {
    const done = await send({ type: 'tryAnswers', promptId: promptId!, texts, presets: stale, greedy: stale });
    if (done) givenFor = now;
  }
  if (inGroup) await send({ type: 'editAnswer', step, group, rollout, text });
}

let again = false;
async function pump(): Promise<void> {
  again = true;
  if (get().busy) return;
  set({ busy: true });
  while (again && get().isOpen) {
    again = false;
    await ask();
  }
  set({ busy: false });
}

/** After a short rest, so that not every keystroke asks. */
const REST_MS = 200;
let timer: ReturnType<typeof setTimeout> | undefined;
function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void pump(), REST_MS);
}

export function openSandbox(): void {
  set({ isOpen: true });
  soon();
}
export function closeSandbox(): void {
  clearTimeout(timer);
  set({ isOpen: false, chosen: 'greedy' });
}

export function typeAnswer(text: string): void {
  set({ text, chosen: 'typed' });
  soon();
}

export const lookAt = (chosen: AnswerName) => set({ chosen });

/** Its text is what can be edited now. */
export function editRollout(rollout: number | null): void {
  const group = groupInReach();
  const own = rollout === null || group === null ? undefined : useStore.getState().groups[group]!.rollouts[rollout];
  set({ rollout, edited: null, ...(own && { text: own.text, chosen: 'typed' }) });
  soon();
}

function startAgain(): void {
  givenFor = [];
  set({ ...NOTHING, rollout: null });
}

/** What was worked out holds for the prompt, the settings and the step that it was worked out with. */
useStore.subscribe((state, before) => {
  if (!get().isOpen) return;
  const other = state.selectedPrompt !== before.selectedPrompt || state.groups !== before.groups;
  if (other) startAgain();
  if (other || state.config !== before.config || state.state !== before.state || state.prompts !== before.prompts)
    soon();
});
useOwnRewards.subscribe(() => get().isOpen && soon());
