// What: how the visitor looks at the group: which step, how tokens are shaded, which picture, which token, whose details.
import { create } from 'zustand';
import { RECIPES } from '../../config/recipes.ts';
import { watchedOf } from '../../config/watched.ts';
import type { GroupView } from '../../training/protocol.ts';
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { useStore } from '../store.ts';
import { showColumn } from '../view.ts';
import { useKeptSteps } from './keptSteps.ts';

/** 'picture' is the visitor's own; the others are views by name: what the model got. */
export const OWN_PICTURE = 'picture';
const FIRST_SHADE = 'entropy';

export interface TokenPlace {
  readonly rollout: number;
  readonly token: number;
}

interface GroupLook {
  /** The kept step that is shown; null = live. */
  readonly at: number | null;
  readonly shade: string;
  readonly picture: string;
  /** Kind of the units that are drawn under the tokens; null = the first that there is. */
  readonly units: string | null;
  readonly token: TokenPlace | null;
  /** The rollout whose details are open. */
  readonly detail: number | null;
  /** The details pinned a step that was live before. */
  readonly pinned: boolean;
}

export const useGroupLook = create<GroupLook>()(() => ({
  at: null,
  shade: FIRST_SHADE,
  picture: OWN_PICTURE,
  units: null,
  token: null,
  detail: null,
  pinned: false,
}));
const set = useGroupLook.setState;

export const chooseShade = (shade: string) => set({ shade });
export const choosePicture = (picture: string) => set({ picture });
export const chooseUnits = (units: string) => set({ units });
export const goLive = () => set({ at: null, token: null, pinned: false });
export const goToStep = (step: number) => set({ at: step, token: null, pinned: false });
export const showToken = (token: TokenPlace | null) => set({ token });

const lastStep = () => useKeptSteps.getState().steps.at(-1)?.step ?? null;

/** The step stays put while its details are read. */
export function openDetail(rollout: number): void {
  const { at } = useGroupLook.getState();
  set({ detail: rollout, token: null, ...(at === null && { at: lastStep(), pinned: true }) });
}
export function closeDetail(): void {
  set(({ pinned, at }) => ({ detail: null, pinned: false, at: pinned ? null : at }));
}

/** A step that is no longer kept cannot be shown; a run that restarts is shown live. */
useKeptSteps.subscribe(({ steps }) => {
  const { at } = useGroupLook.getState();
  if (steps.length === 0) set({ at: null, token: null, detail: null, pinned: false });
  else if (at !== null && steps.every(({ step }) => step !== at)) set({ at: steps[0]!.step });
});

/** Ids of shades of signals begin so; a signal's name has a slash, no other id has one. */
export const SIGNAL_SHADE = 'signal:';
const shadeId = (name: string) => (name.includes('/') ? `${SIGNAL_SHADE}${name}` : name);

/** A recipe is first looked at in the view and with the shade that it names; a phone shows what there is to watch. */
useStore.subscribe(({ config }, before) => {
  if (config.recipe === before.config.recipe) return;
  if (watchedOf(config.recipe)) showColumn('group');
  const { view, shade } = RECIPES.get(config.recipe)?.watch ?? {};
  const left = RECIPES.get(before.config.recipe)?.watch ?? {};
  const { picture, shade: present } = useGroupLook.getState();
  if (view !== undefined) choosePicture(view);
  else if (picture === left.view) choosePicture(OWN_PICTURE);
  if (shade !== undefined) chooseShade(shadeId(shade));
  else if (left.shade !== undefined && present === shadeId(left.shade)) chooseShade(FIRST_SHADE);
});

export interface Shown {
  readonly step: number | null;
  readonly live: boolean;
  readonly groups: readonly GroupView[];
  readonly prompts: readonly PromptDraft[];
  /** Index of the group that is shown. */
  readonly index: number;
  readonly group: GroupView | null;
  readonly prompt: PromptDraft | null;
}

/** The group that was chosen, as long as it belongs to the chosen prompt; else the first one that does; else the first. */
function shownGroup(groups: readonly GroupView[], index: number, selected: string | null): number {
  if (groups[index]?.promptId === selected) return index;
  const first = groups.findIndex(({ promptId }) => promptId === selected);
  return Math.max(0, first);
}

/** For components: the step, group and prompt that are shown. */
export function useShownGroup(): Shown {
  const at = useGroupLook((look) => look.at);
  const kept = useKeptSteps(({ steps }) => (at === null ? undefined : steps.find(({ step }) => step === at)));
  const live = useStore((state) => state.groups);
  const table = useStore((state) => state.prompts);
  const selected = useStore((state) => state.selectedPrompt);
  const chosen = useStore((state) => state.selectedGroup);
  const last = useStore((state) => state.points.at(-1)?.step ?? null);
  const groups = kept?.groups ?? live;
  const prompts = kept?.prompts ?? table;
  const index = shownGroup(groups, chosen, selected);
  const group = groups[index] ?? null;
  const prompt = prompts.find(({ id }) => id === (group?.promptId ?? selected)) ?? null;
  return { step: kept?.step ?? last, live: !kept, groups, prompts, index, group, prompt };
}
