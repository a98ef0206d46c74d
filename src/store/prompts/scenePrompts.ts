// What: made scenes come to the table as prompts; the state of the panel that asks for them.
import { create } from 'zustand';
import { say, unsay } from '../actions.ts';
import type { Scene } from '../../scenes/types.ts';
import type { PromptDraft } from './promptDraft.ts';
import { bringPrompts } from './promptActions.ts';
import { promptOfScene } from './sceneDraft.ts';
import { sceneSources } from './sceneSource.ts';
import type { SceneSource } from './sceneSource.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';

export interface SceneWish {
  readonly source: string;
  readonly skill: string;
  readonly count: number;
  /** 0 … 1 */
  readonly difficulty: number;
  readonly seed: number;
  /** Share of the scenes that are held out, the last ones. */
  readonly heldOut: number;
}

interface SceneState {
  readonly sources: readonly SceneSource[];
  readonly wish: SceneWish;
  readonly progress: { readonly done: number; readonly total: number } | null;
}

export const MAX_SCENES = 300;
export const BEGINNING: SceneWish = {
  source: 'pocket',
  skill: 'find',
  count: 12,
  difficulty: 0.3,
  seed: 1,
  heldOut: 0.25,
};

export const useScenes = create<SceneState>()(() => ({
  sources: [],
  wish: BEGINNING,
  progress: null,
}));
const { getState: get, setState: set } = useScenes;

export const wishScenes = (change: Partial<SceneWish>) => set(({ wish }) => ({ wish: { ...wish, ...change } }));

/** The skill stays where the other source has it too. */
export function chooseSource(name: string): void {
  const { sources, wish } = get();
  const skills = sources.find((source) => source.name === name)?.skills ?? [];
  wishScenes({ source: name, skill: skills.includes(wish.skill) ? wish.skill : (skills[0] ?? wish.skill) });
}

/** The generators are asked for when the panel is first opened. */
export async function loadSources(): Promise<void> {
  if (get().sources.length === 0) set({ sources: await sceneSources() });
}

let running = 0;
export const stopScenes = () => void (running++, set({ progress: null }));

let batch = 0;
/** What a scene is about, then digits alone: rules of the data tell domains by it (data/domainOf). No two ids are alike. */
const idOf = ({ name }: Scene, stamp: string, number: number) =>
  `${name.replace(/\s*\d+$/, '')}/${stamp}${String(number).padStart(3, '0')}`;

/** What was made before a stop is kept. */
export async function makeScenes(): Promise<void> {
  const { sources, wish } = get();
  const source = sources.find(({ name }) => name === wish.source);
  if (!source) return say(PICTURE_TEXTS.noScenes);
  unsay();
  const own = ++running;
  const { skill, difficulty, seed, count } = wish;
  const firstHeldOut = count - Math.round(count * wish.heldOut);
  const made: PromptDraft[] = [];
  const stamp = `${Date.now()}${String(++batch).padStart(3, '0')}`;
  set({ progress: { done: 0, total: count } });
  try {
    for await (const scene of source.scenes({ skill, difficulty, seed }, count)) {
      const split = made.length < firstHeldOut ? 'train' : 'heldOut';
      made.push(promptOfScene(scene, idOf(scene, stamp, made.length), split));
      if (own !== running) break;
      set({ progress: { done: made.length, total: count } });
    }
  } catch (error) {
    say((error as Error).message);
  }
  if (own === running) set({ progress: null });
  bringPrompts(made, PROMPT_TEXTS.did.scenesMade(made.length));
}
