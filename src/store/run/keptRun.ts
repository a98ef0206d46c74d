// What: the last run in IndexedDB: a run is one record without its prompts and the runs beside it, which are records of
// their own (they change rarely and are large). All are written in one transaction: a crash in mid-write leaves the old ones.
import type { RunRecord } from './runRecord.ts';

const DATABASE = 'rollscope';
const STORE = 'lastRun';

function ended<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('it failed'));
  });
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return ended(request);
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('it failed'));
    });
    complete.catch(() => undefined);
    const result = await work(transaction.objectStore(STORE));
    await complete;
    return result;
  } finally {
    database.close();
  }
}

type Rare = Pick<RunRecord, 'prompts' | 'compared'>;
/** `prompts` or `compared` absent = those that are kept already. */
export type KeptRun = Omit<RunRecord, keyof Rare> & Partial<Rare>;

/** Rejects with the browser's error; its name is QuotaExceededError where the disk is full. */
export const keepRun = ({ prompts, compared, ...run }: KeptRun) =>
  within('readwrite', async (store) => {
    if (prompts) store.put(prompts, 'prompts');
    if (compared) store.put(compared, 'compared');
    await ended(store.put(run, 'run'));
  });

/** As it was kept, unchecked; null = there is none. */
export const readKeptRun = () =>
  within('readonly', async (store): Promise<unknown> => {
    const [run, prompts, compared] = await Promise.all(
      ['run', 'prompts', 'compared'].map((key) => ended(store.get(key) as IDBRequest<unknown>)),
    );
    return run === undefined || prompts === undefined ? null : { ...(run as object), prompts, compared };
  });

export const forgetKeptRun = () => within('readwrite', async (store) => void (await ended(store.clear())));
