// What: one queue for every create, run and release of a session. Overlapping runs hang or corrupt the asyncify build for
// good, and one session must not run twice at once in any build (ORT.md §3.4).

let last: Promise<unknown> = Promise.resolve();

/** Starts `work` when all work before it has settled; a failure does not stop what follows. */
export function enqueue<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work);
  last = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}
