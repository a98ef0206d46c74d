// What: the last run in IndexedDB: a run is one record without its prompts, the prompts with their pictures another (they
// change rarely and are large). Both are written in one transaction, so a crash in mid-write leaves the old pair.
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

/** `prompts` absent = those that are kept already. */
export type KeptRun = Omit<RunRecord, 'prompts'> & { readonly prompts?: RunRecord['prompts'] };

/** Rejects with the browser's error; its name is QuotaExceededError where the disk is full. */
export const keepRun = ({ prompts, ...run }: KeptRun) =>
  within('readwrite', async (store) => {
    if (prompts) store.put(prompts, 'prompts');
    await ended(store.put(run, 'run'));
  });

/** As it was kept, unchecked; null = there is none. */
export const readKeptRun = () =>
  within('readonly', async (store): Promise<unknown> => {
    const [run, prompts] = await Promise.all([
      ended(store.get('run') as IDBRequest<unknown>),
      ended(store.get('prompts') as IDBRequest<unknown>),
    ]);
    return run === undefined || prompts === undefined ? null : { ...(run as object), prompts };
  });

export const forgetKeptRun = () => within('readwrite', async (store) => void (await ended(store.clear())));
