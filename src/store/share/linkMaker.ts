// What: the link that the share panel shows: made anew whenever the page or the choice changes, a moment after the last
// change.
import { create } from 'zustand';
import { OPEN_ACCESS, useAccess } from '../access.ts';
import { shareLink } from '../link/shareLink.ts';
import type { LinkChoice, SharedLink } from '../link/shareLink.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { useStore } from '../store.ts';

interface LinkMaker extends LinkChoice {
  readonly link: SharedLink | null;
  /** What became of the last press of “copy”. */
  readonly copied: boolean | null;
}

export const useLinkMaker = create<LinkMaker>()(() => ({
  settings: true,
  pictures: true,
  rewards: true,
  layout: true,
  access: OPEN_ACCESS,
  link: null,
  copied: null,
}));

const REST_MS = 250;
let timer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

function later(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void make(), REST_MS);
}

async function make(): Promise<void> {
  const own = ++round;
  const link = await shareLink(useLinkMaker.getState()).catch(() => null);
  if (own === round) useLinkMaker.setState({ link });
}

const set = useLinkMaker.setState;
export function chooseParts(change: Partial<LinkChoice>): void {
  set({ ...change, copied: null });
  later();
}

const toggled = (list: readonly string[], id: string) =>
  list.includes(id) ? list.filter((other) => other !== id) : [...list, id];

/** Only in the link that is made: the teacher's own page stays as it is. */
export function toggleAccess(kind: 'hidden' | 'locked', id: string): void {
  const { access } = useLinkMaker.getState();
  chooseParts({ access: { ...access, [kind]: toggled(access[kind], id) } });
}

/** While the panel is open; returns the way to stop. */
export function watchLink(): () => void {
  set({ access: useAccess.getState(), copied: null });
  later();
  const stops = [
    useStore.subscribe(({ prompts, config }, before) => {
      if (prompts !== before.prompts || config !== before.config) later();
    }),
    useOwnRewards.subscribe(later),
  ];
  return () => stops.forEach((stop) => stop());
}

export function copyLink(): void {
  const address = useLinkMaker.getState().link?.address;
  if (!address) return;
  const done = navigator.clipboard?.writeText(address) ?? Promise.reject(new Error('no clipboard'));
  done.then(
    () => set({ copied: true }),
    () => set({ copied: false }),
  );
}
