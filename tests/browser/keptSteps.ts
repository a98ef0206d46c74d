// What: the steps of the runs that the browser keeps, by tab, as they lie in IndexedDB: a test waits for what was kept, not for time.
import type { Page } from 'playwright-core';

export const keptSteps = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    // Opened before the page has made it, it would be another database.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'rollscope')) return {};
    const database = await done(indexedDB.open('rollscope'));
    const store = database.transaction('lastRun').objectStore('lastRun');
    const kept: Record<string, number> = {};
    for (const key of (await done(store.getAllKeys())).map(String)) {
      if (!/(^|\/)run$/.test(key)) continue;
      const run = await done(store.get(key) as IDBRequest<{ checkpoint: { step: number } }>);
      const change = await done(store.get(key.replace(/run$/, 'step')) as IDBRequest<typeof run | undefined>);
      kept[key.replace(/\/?run$/, '')] = Math.max(run.checkpoint.step, change?.checkpoint.step ?? 0);
    }
    database.close();
    return kept;
  });

/** Of this tab; 0 = none is kept. */
export async function keptStepOf(page: Page): Promise<number> {
  const tab = await page.evaluate(() => sessionStorage.getItem('rollscope-tab') ?? '');
  return (await keptSteps(page))[tab] ?? 0;
}
