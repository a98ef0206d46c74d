// What: what a link lets the page do before anything else may be put aside for a lesson.
import { pageOpened } from '../files/pageOpened.ts';

let work: Promise<void> = Promise.resolve();

/** After the rest of the link is on the page. */
export const begin = (task: () => Promise<void>) => void (work = work.then(() => pageOpened).then(task));
/** Resolves when all of it is done. */
export const begun = (): Promise<void> => work;
