// What: the last run of each tab in IndexedDB: a run is one record without its prompts and the runs beside it, which are records of
// their own (they change rarely and are large). All are written in one transaction: a crash in mid-write leaves the old ones.
// Between two whole records, each step is kept as what has changed since (`<tab>/step`): the history grows, a step does not.
// Keys: <tab>/run, <tab>/step, <tab>/prompts, <tab>/compared; without a tab in front for a browser that cannot tell tabs apart. `order`: the tabs
// by when they kept something last, the newest first (a clock can be set back).
import { History } from '../../9-curves/history.ts';
import type { RunRecord } from './runRecord.ts';

const DATABASE = 'rollscope';
const STORE = 'lastRun';

function ended<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('it failed'));
  });
}

let opened: Promise<IDBDatabase> | null = null;

/** Stays open, so that a step is written as soon as it is there; gives way where somebody deletes it. */
function open(): Promise<IDBDatabase> {
  opened ??= openAnew();
  return opened;
}

async function openAnew(): Promise<IDBDatabase> {
  const close = () => (opened = null);
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const database = await ended(request);
    database.onclose = close;
    database.onversionchange = () => {
      close();
      database.close();
    };
    return database;
  } catch (error) {
    close();
    throw error;
  }
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const database = await open();
  const transaction = database.transaction(STORE, mode);
  const complete = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('it failed'));
  });
  complete.catch(() => undefined);
  const result = await work(transaction.objectStore(STORE));
  await complete;
  return result;
}

type Rare = Pick<RunRecord, 'prompts' | 'compared'>;
/** `prompts` or `compared` absent = those that are kept already. */
export type KeptRun = Omit<RunRecord, keyof Rare> & Partial<Rare>;

/** What has changed since the whole record: `checkpoint.history` is only what came behind it. */
export type KeptChange = Pick<RunRecord, 'savedAt' | 'checkpoint' | 'groups' | 'advantages'>;

const PARTS = ['run', 'prompts', 'compared', 'step'] as const;
const ORDER = 'order';
const keyOf = (tab: string, part: (typeof PARTS)[number]) => (tab === '' ? part : `${tab}/${part}`);
/** Runs of closed tabs that are kept, newest first; older ones make room. */
const MOST_CLOSED = 4;

/** Rejects with the browser's error; its name is QuotaExceededError where the disk is full. */
export const keepRun = (tab: string, { prompts, compared, ...run }: KeptRun) =>
  within('readwrite', async (store) => {
    if (prompts) store.put(prompts, keyOf(tab, 'prompts'));
    if (compared) store.put(compared, keyOf(tab, 'compared'));
    store.delete(keyOf(tab, 'step'));
    const order = await orderIn(store);
    store.put([tab, ...order.filter((other) => other !== tab)], ORDER);
    await ended(store.put(run, keyOf(tab, 'run')));
  });

export const keepStep = (tab: string, change: KeptChange) =>
  within('readwrite', async (store) => {
    const put = ended(store.put(change, keyOf(tab, 'step')));
    store.transaction.commit(); // at once: the tab may be closed in this moment
    await put;
  });

async function orderIn(store: IDBObjectStore): Promise<readonly string[]> {
  const order: unknown = await ended(store.get(ORDER));
  return Array.isArray(order) ? order.map(String) : [];
}

/** Unchecked, as both were kept: a change that does not belong to the record, or is damaged, leaves the record. */
function withChange(run: RunRecord, change: KeptChange | undefined): unknown {
  try {
    if (!change || change.checkpoint.step <= run.checkpoint.step) return run;
    const history = new History();
    history.replace([...run.checkpoint.history, ...change.checkpoint.history]);
    return { ...run, ...change, checkpoint: { ...change.checkpoint, history: history.all } };
  } catch {
    return run;
  }
}

const forget = (store: IDBObjectStore, tab: string) =>
  Promise.all(PARTS.map((part) => ended(store.delete(keyOf(tab, part)))));

async function tabsByAge(store: IDBObjectStore): Promise<string[]> {
  const keys = (await ended(store.getAllKeys())).map(String).filter((key) => /(^|\/)run$/.test(key));
  const runs = await Promise.all(
    keys.map((key) => ended(store.get(key) as IDBRequest<{ readonly savedAt?: unknown }>)),
  );
  const ages = runs.map((run) => (typeof run.savedAt === 'number' ? run.savedAt : 0));
  const tabs = keys.map((key) => key.slice(0, -'/run'.length));
  const order = await orderIn(store);
  const places = tabs.map((tab) => (order.includes(tab) ? order.indexOf(tab) : order.length));
  return [...tabs.keys()].sort((a, b) => places[a]! - places[b]! || ages[b]! - ages[a]!).map((i) => tabs[i]!);
}

export interface FoundRun {
  readonly tab: string;
  /** As it was kept, unchecked. */
  readonly run: unknown;
}

/** The run of this tab (after a reload), else the newest of a tab that is closed; null = there is none. */
export const readKeptRun = (tab: string, open: readonly string[]) =>
  within('readwrite', async (store): Promise<FoundRun | null> => {
    const tabs = await tabsByAge(store);
    const closed = tabs.filter((other) => other !== tab && !open.includes(other));
    for (const old of closed.slice(MOST_CLOSED)) await forget(store, old);
    const found = tabs.includes(tab) ? tab : closed[0];
    if (found === undefined) return null;
    const [run, prompts, compared, change] = await Promise.all(
      PARTS.map((part) => ended(store.get(keyOf(found, part)) as IDBRequest<unknown>)),
    );
    return prompts === undefined
      ? null
      : { tab: found, run: { ...(withChange(run as RunRecord, change as KeptChange) as object), prompts, compared } };
  });

export const forgetKeptRun = (tab: string) => within('readwrite', async (store) => void (await forget(store, tab)));
