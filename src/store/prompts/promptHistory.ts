// What: undo and redo of the data. Every edit of prompts goes through `editPrompts`; the lists are immutable, so a kept
// state costs one reference. Addresses of pictures that no kept state mentions any more are let go.
import { create } from 'zustand';
import { useStore } from '../store.ts';
import type { PromptDraft } from './promptDraft.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';

const MAX_KEPT = 100;
/** Keystrokes in one field within this time are one edit. */
const SAME_EDIT_MS = 1500;

interface Kept {
  /** What the edit did, for the buttons: 'box moved'. */
  readonly what: string;
  readonly prompts: readonly PromptDraft[];
  readonly selectedPrompt: string | null;
}

interface PromptHistory {
  readonly past: readonly Kept[];
  readonly future: readonly Kept[];
  /** The newest change in words, spoken by the page. */
  readonly spoken: string;
}

export const useHistory = create<PromptHistory>()(() => ({ past: [], future: [], spoken: '' }));

const now = (what: string): Kept => {
  const { prompts, selectedPrompt } = useStore.getState();
  return { what, prompts, selectedPrompt };
};

let lastKey: string | null = null;
let lastTime = 0;

interface Edit {
  readonly what: string;
  /** Edits with the same key that follow each other quickly are undone together. */
  readonly key?: string;
  /** The prompt to choose; left out = the same one, or its neighbour where it is gone. */
  readonly select?: string | null;
}

export function editPrompts(
  { what, key, select }: Edit,
  change: (prompts: readonly PromptDraft[]) => readonly PromptDraft[],
): void {
  const before = now(what);
  const prompts = change(before.prompts);
  if (prompts === before.prompts) return;
  const merged = key !== undefined && key === lastKey && Math.abs(Date.now() - lastTime) < SAME_EDIT_MS;
  lastKey = key ?? null;
  lastTime = Date.now();
  const { past } = useHistory.getState();
  const kept = merged ? past : [...past, before].slice(-MAX_KEPT);
  const selectedPrompt = select === undefined ? stillSelected(before, prompts) : select;
  const moved = selectedPrompt !== before.selectedPrompt;
  useStore.setState({ prompts, selectedPrompt, ...(moved ? { selectedRollout: null } : {}) });
  useHistory.setState({ past: kept, future: [], spoken: what });
  if (!merged && past.length === MAX_KEPT) releaseUnused();
}

/** The chosen prompt, or the one that took its place. */
function stillSelected({ prompts, selectedPrompt }: Kept, left: readonly PromptDraft[]): string | null {
  if (selectedPrompt !== null && left.some(({ id }) => id === selectedPrompt)) return selectedPrompt;
  const index = prompts.findIndex(({ id }) => id === selectedPrompt);
  return left[Math.min(Math.max(index, 0), left.length - 1)]?.id ?? null;
}

export const undo = () => travel('past', 'future', PROMPT_TEXTS.undone);
export const redo = () => travel('future', 'past', PROMPT_TEXTS.redone);

function travel(from: 'past' | 'future', to: 'past' | 'future', say: (what: string) => string): void {
  const history = useHistory.getState();
  const target = history[from].at(-1);
  if (!target) return;
  lastKey = null;
  const other = [...history[to], now(target.what)];
  useHistory.setState({
    past: [],
    future: [],
    spoken: say(target.what),
    [from]: history[from].slice(0, -1),
    [to]: other,
  });
  useStore.setState({ prompts: target.prompts, selectedPrompt: target.selectedPrompt, selectedRollout: null });
}

/** While a lesson is on, what the visitor did before is neither undone nor forgotten. */
let aside: { readonly history: PromptHistory; readonly present: readonly PromptDraft[] } | null = null;
export function putHistoryAside(): void {
  aside = { history: useHistory.getState(), present: useStore.getState().prompts };
  forgetHistory();
}
export function bringHistoryBack(): void {
  if (!aside) return;
  lastKey = null;
  useHistory.setState(aside.history);
  aside = null;
}

/** For tests, and for a page that is filled anew. */
export function forgetHistory(): void {
  lastKey = null;
  useHistory.setState({ past: [], future: [], spoken: '' });
}

const addresses = new Set<string>();
/** Every object URL that this page made for a picture is registered here, so that it can be revoked. */
export function ownAddress(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  addresses.add(url);
  return url;
}

function releaseUnused(): void {
  const { past, future } = useHistory.getState();
  const lists = [
    useStore.getState().prompts,
    ...past.map(({ prompts }) => prompts),
    ...future.map(({ prompts }) => prompts),
    ...(aside
      ? [aside.present, ...[...aside.history.past, ...aside.history.future].map(({ prompts }) => prompts)]
      : []),
  ];
  const used = new Set(
    lists.flatMap((prompts) => prompts.flatMap(({ images }) => images.flatMap(({ url, thumb }) => [url, thumb]))),
  );
  for (const url of addresses) {
    if (used.has(url)) continue;
    URL.revokeObjectURL(url);
    addresses.delete(url);
  }
}
