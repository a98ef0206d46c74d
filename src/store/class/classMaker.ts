// What: what a teacher chooses for a class, and the link that comes of it: made anew a moment after each change.
import { create } from 'zustand';
import { applyRecipe } from '../../config/applyRecipe.ts';
import { BASE_RECIPE, recipeByName, RECIPES } from '../../config/recipes.ts';
import { defaultConfig } from '../../config/validateConfig.ts';
import { OPEN_ACCESS } from '../access.ts';
import type { Access } from '../access.ts';
import { emptyLink } from '../link/linkState.ts';
import type { LinkState } from '../link/linkState.ts';
import { shareLink } from '../link/shareLink.ts';
import type { SharedLink } from '../link/shareLink.ts';
import { planText } from './planText.ts';

/** usual = the page as it always opens; recipe = a recipe with pictures of its task; page = as the teacher's page is now. */
export const SET_UPS = ['usual', 'recipe', 'page'] as const;
export type SetUpKind = (typeof SET_UPS)[number];

interface Choice {
  /** Ids, in the order in which the class goes through them. */
  readonly lessons: readonly string[];
  readonly setUp: SetUpKind;
  readonly recipe: string;
  readonly access: Access;
}

export interface ClassMaker extends Choice {
  readonly link: SharedLink | null;
  readonly copied: boolean | null;
}

/** What leads away from what the class does: a first suggestion. */
const USUALLY_LOCKED = ['editor', 'data', 'atlas'];

export const useClassMaker = create<ClassMaker>()(() => ({
  ...{ lessons: [], setUp: 'usual', recipe: BASE_RECIPE, link: null, copied: null },
  access: { hidden: [], locked: USUALLY_LOCKED },
}));

/** With no pictures of its own a recipe starts on the page's sample. */
const hasTask = (recipe: string) => RECIPES.get(recipe)?.task?.skill !== undefined;

export function classLink({ lessons, setUp, recipe, access }: Choice): Promise<SharedLink> {
  const fromPage = setUp === 'page';
  const chosen = setUp === 'recipe';
  const layout = { lessons: planText(lessons), ...(chosen && hasTask(recipe) ? { begin: 'task' } : {}) };
  const config = chosen ? applyRecipe(defaultConfig(), recipeByName(recipe)) : emptyLink().config;
  const over: Partial<LinkState> = { layout, access, ...(fromPage ? {} : { config }) };
  const parts = { settings: fromPage, pictures: fromPage, rewards: fromPage, layout: false, access: OPEN_ACCESS };
  return shareLink(parts, over);
}

const REST_MS = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

export function makeClassLink(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void make(), REST_MS);
}

async function make(): Promise<void> {
  const own = ++round;
  const link = await classLink(useClassMaker.getState()).catch(() => null);
  if (own === round) useClassMaker.setState({ link });
}

export function chooseForClass(change: Partial<Choice>): void {
  useClassMaker.setState({ ...change, copied: null });
  makeClassLink();
}

const toggled = (list: readonly string[], id: string) =>
  list.includes(id) ? list.filter((other) => other !== id) : [...list, id];

/** A lesson comes last. */
export const toggleLesson = (id: string) => chooseForClass({ lessons: toggled(useClassMaker.getState().lessons, id) });

export function moveLesson(id: string, by: -1 | 1): void {
  const lessons = [...useClassMaker.getState().lessons];
  const at = lessons.indexOf(id);
  const other = lessons[at + by];
  if (at < 0 || other === undefined) return;
  [lessons[at], lessons[at + by]] = [other, id];
  chooseForClass({ lessons });
}

export function toggleForClass(kind: 'hidden' | 'locked', id: string): void {
  const { access } = useClassMaker.getState();
  chooseForClass({ access: { ...access, [kind]: toggled(access[kind], id) } });
}
