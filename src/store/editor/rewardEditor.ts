// What: the reward on the editor's table: its text, the values of its knobs, what the last trial found, and what can be done:
// pick, write, try, apply, revert, rename, delete. What is applied lives in ownRewards.ts.
import { create } from 'zustand';
import type { PresetTrial, RewardProblem, RewardTrial } from '../../training/rewardTrial/verdict.ts';
import { sendCompletePrompts } from '../actions.ts';
import { listenToEngine, send } from '../engine/engine.ts';
import { dropReward, takeReward, useOwnRewards } from '../engine/ownRewards.ts';
import { useStore } from '../store.ts';
import { headerKnobs } from '../../config/rewardUses.ts';
import { isRewardName, isShipped, renamed, shippedText, SHIPPED, template } from './rewardText.ts';
import { leaveRun, renameInRun } from './rewardsInRun.ts';
import { REWARD_TEXTS } from '../texts/rewards.ts';

export interface Tested {
  /** The text that was tried; a later one makes the table stale. */
  readonly text: string;
  readonly problems: readonly RewardProblem[];
  readonly trials: readonly RewardTrial[];
  /** What it would pay for the presets of that prompt. */
  readonly presets: readonly PresetTrial[];
  readonly promptId: string | null;
  readonly seconds: number;
}

export interface EditorState {
  readonly name: string;
  readonly text: string;
  /** Values that the visitor has chosen; absent = the header's. */
  readonly knobs: Readonly<Record<string, number>>;
  readonly tested: Tested | null;
  readonly busy: boolean;
  /** One sentence about a name that cannot be used, or about what was done. */
  readonly note: string;
}

const textOf = (name: string): string =>
  useOwnRewards.getState().ownRewards.find((own) => own.name === name)?.wgsl ??
  (isShipped(name) ? shippedText(name) : template(name));

const opened = (name: string): EditorState => ({
  ...{ name, text: textOf(name), knobs: {}, tested: null, busy: false, note: '' },
});

export const useRewardEditor = create<EditorState>()(() => opened(SHIPPED.includes('boxIou') ? 'boxIou' : SHIPPED[0]!));
const get = useRewardEditor.getState;
const set = useRewardEditor.setState;

export const allNames = (own: readonly { readonly name: string }[]): readonly string[] => [
  ...own.map(({ name }) => name).filter((name) => !isShipped(name)),
  ...SHIPPED,
];

export const pickReward = (name: string) => set(opened(name));
export const writeText = (text: string) => set({ text, note: '' });
export const setRewardKnob = (name: string, value: number) =>
  set(({ knobs }) => ({ knobs: { ...knobs, [name]: value } }));

/** Edited rewards are shaders. */
export const hasWebGpu = (): boolean => typeof navigator !== 'undefined' && 'gpu' in navigator;

listenToEngine((event) => {
  if (event.type !== 'rewardTested' || event.name !== get().name) return;
  const { problems, trials, presets, promptId, seconds } = event;
  set({ tested: { text: tryingText, problems, trials, presets, promptId, seconds } });
});
let tryingText = '';

/** Compiles the text and runs it on the answers of the last step; false = it cannot be used. */
export async function tryReward(): Promise<boolean> {
  const { name, text, knobs } = get();
  if (useStore.getState().model === null) {
    set({ note: REWARD_TEXTS.stillLoading });
    return false;
  }
  tryingText = text;
  set({ busy: true, note: '', tested: null });
  const known = headerKnobs(text).filter((knob) => knob.name in knobs);
  const values = Object.fromEntries(known.map((knob) => [knob.name, knobs[knob.name]!]));
  await sendCompletePrompts(); // presets are made for one of them
  const { selectedPrompt } = useStore.getState();
  const prompt = selectedPrompt === null ? {} : { promptId: selectedPrompt };
  await send({ type: 'testReward', name, wgsl: text, knobs: values, ...prompt });
  set({ busy: false });
  return !!get().tested && !get().tested!.problems.some(({ severity }) => severity === 'error');
}

/** The next step uses it. */
export async function applyReward(): Promise<void> {
  const { name, text } = get();
  if (!(await tryReward())) return;
  set({ busy: true });
  const taken = await takeReward({ name, wgsl: text });
  set({ busy: false, note: taken ? REWARD_TEXTS.inUse(name) : '' });
}

/** Back to the file that came with the page. */
export async function revertReward(): Promise<void> {
  const { name } = get();
  set({ ...opened(name), text: shippedText(name), note: REWARD_TEXTS.reverted(name) });
  await dropReward(name);
}

export async function deleteReward(): Promise<void> {
  const { name } = get();
  await leaveRun(name);
  await dropReward(name);
  set(opened(SHIPPED[0]!));
}

function nameProblem(name: string): string | null {
  if (!isRewardName(name)) return REWARD_TEXTS.badName;
  if (allNames(useOwnRewards.getState().ownRewards).includes(name)) return REWARD_TEXTS.nameTaken(name);
  return null;
}

/** From the template; true = done. */
export function newReward(name: string): boolean {
  const problem = nameProblem(name);
  if (problem) set({ note: problem });
  else set({ ...opened(name), text: template(name) });
  return !problem;
}

/** The reward of the table under another name; a shipped one becomes a copy. */
export async function renameReward(to: string): Promise<void> {
  const { name, text } = get();
  const problem = nameProblem(to);
  if (problem) return set({ note: problem });
  const own = useOwnRewards.getState().ownRewards.some((reward) => reward.name === name);
  set({ name: to, text: renamed(text, name, to), tested: null, note: '' });
  if (!own || isShipped(name)) return;
  if (!(await takeReward({ name: to, wgsl: renamed(text, name, to) }))) return;
  await renameInRun(name, to);
  await dropReward(name);
}
