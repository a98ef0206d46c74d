// What: events that wait together reach the page together. The engine can be faster than the page draws; taken one by one, each would
//   be a synchronous redraw, and React gives up after 50 of them while anything else waits to be drawn (its error 185).
// Why a message and no timer or frame: it goes behind everything that waits already, and also arrives in a hidden tab.

export interface EventQueue<T> {
  put(event: T): void;
  /** Hands over at once what waits. */
  flush(): void;
  /** Forgets what waits. */
  drop(): void;
}

export function eventQueue<T>(take: (events: readonly T[]) => void): EventQueue<T> {
  let waiting: T[] = [];
  const { port1, port2 } = new MessageChannel();
  const flush = () => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    take(events);
  };
  port2.onmessage = flush;
  // Node would wait for it for ever.
  (port2 as { unref?: () => void }).unref?.();
  return {
    put: (event) => {
      if (waiting.push(event) === 1) port1.postMessage(null);
    },
    flush,
    drop: () => void (waiting = []),
  };
}
