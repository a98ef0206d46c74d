// What: the name of this tab: a reload keeps it, and no other open tab has it, so that each tab keeps a last run of its own. Whether a tab is
// open is told by a lock that the browser gives back when the tab is gone, however it ends.
// Where the browser knows no locks (a page that is not secure), all tabs share one name, as if there were only one.

const KEY = 'rollscope-tab';
const lockOf = (name: string) => `${KEY}/${name}`;
const randomName = () => Math.random().toString(36).slice(2, 12);

/** Whether the name was free; it is this tab's from now on. */
function hold(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const whenAsked = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => undefined);
    };
    void navigator.locks.request(lockOf(name), { ifAvailable: true }, whenAsked).catch(() => resolve(false));
  });
}

/** A tab that was duplicated has the other's storage: its name is taken. */
async function takeName(): Promise<string> {
  if (!('locks' in navigator)) return '';
  const before = sessionStorage.getItem(KEY);
  const free = before !== null && (await hold(before));
  const name = free ? before : randomName();
  if (!free) await hold(name);
  sessionStorage.setItem(KEY, name);
  return name;
}

let name: Promise<string> | null = null;
export const tabName = (): Promise<string> => (name ??= takeName().catch(() => ''));

/** Names of the tabs that are open now, this one among them. */
export async function openTabs(): Promise<readonly string[]> {
  if (!('locks' in navigator)) return [];
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name: lock }) => (lock?.startsWith(`${KEY}/`) ? [lock.slice(KEY.length + 1)] : []));
}
