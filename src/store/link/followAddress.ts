// What: the address and the page say the same: settings, access and layout are written behind '#' as they change, and a
// pasted hash, back and forward are applied. While a lesson is on the address names it alone, or with the class that it belongs to. Pictures and rewards of the opened link stay in it while they are on the table.
import { useAccess } from '../access.ts';
import { keepOpened, openedClass } from '../class/currentPlan.ts';
import { listenToLayout, readLayout } from '../layout/layoutChoices.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { useCurrentLesson } from '../lessons/currentLesson.ts';
import { leaveLesson } from '../lessons/openLesson.ts';
import { useStore } from '../store.ts';
import { decodeLink } from './decodeLink.ts';
import { encodeLink } from './encodeLink.ts';
import { emptyLink } from './linkState.ts';
import type { LinkState } from './linkState.ts';
import { openLink } from './openLink.ts';

/** Settings that change together are one entry of the history. Layout is written at once: a reload shows what was left. */
const REST_MS = 400;

/** What the opened link brought beside settings. */
let carried: Pick<LinkState, 'prompts' | 'rewards'> = { prompts: [], rewards: [] };

/** A reload in the middle of a lesson is still the class's page. */
function classOf(opened: LinkState | null): Record<string, string> {
  const fields = Object.entries(opened?.layout ?? {});
  return Object.fromEntries(fields.filter(([name]) => ['lessons', 'begin'].includes(name)));
}

function present(): LinkState {
  const { id: lesson } = useCurrentLesson.getState();
  if (lesson !== null) {
    const opened = openedClass();
    return { ...(opened ?? emptyLink()), layout: { ...classOf(opened), lesson } };
  }
  const { config, prompts, selectedPrompt } = useStore.getState();
  const onTable = carried.prompts.filter(({ id }) => prompts.some((prompt) => prompt.id === id));
  const selected = onTable.length > 0 ? selectedPrompt : null;
  const own = useOwnRewards.getState().ownRewards;
  const rewards = carried.rewards.filter(({ name, wgsl }) => own.some((one) => one.name === name && one.wgsl === wgsl));
  return {
    ...emptyLink(),
    config,
    access: useAccess.getState(),
    layout: readLayout(),
    prompts: onTable,
    selected,
    rewards,
  };
}

let written = '';
let timer: ReturnType<typeof setTimeout> | undefined;
let kind: 'push' | 'replace' = 'replace';
/** Of the newest write: packing pictures takes time, and an older address must not come after a newer one. */
let newest = 0;

async function write(): Promise<void> {
  const mine = ++newest;
  const hash = await encodeLink(present());
  if (mine !== newest) return;
  const push = kind === 'push';
  kind = 'replace';
  if (hash === written) return;
  written = hash;
  const address = hash === '' ? location.pathname + location.search : `#${hash}`;
  if (push) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

function later(next: 'push' | 'replace'): void {
  if (next === 'push') kind = 'push';
  clearTimeout(timer);
  timer = setTimeout(() => void write(), kind === 'push' ? REST_MS : 0);
}

async function open(): Promise<void> {
  const hash = location.hash;
  clearTimeout(timer);
  newest += 1;
  kind = 'replace';
  carried = { prompts: [], rewards: [] };
  await leaveLesson();
  if (!(await openLink(hash))) return;
  written = hash.slice(1);
  const state = await decodeLink(hash);
  const { prompts, rewards } = state;
  keepOpened(state);
  carried = { prompts, rewards };
  clearTimeout(timer); // the changes that the link itself made
  kind = 'replace';
}

/** Applies the hash that the page was opened with, then keeps page and address together. */
export async function followAddress(): Promise<void> {
  if (location.hash.length > 1) await open();
  addEventListener('hashchange', () => void open());
  useStore.subscribe(({ config }, before) => config !== before.config && later('push'));
  useAccess.subscribe(() => later('replace'));
  listenToLayout(() => later('replace'));
}
