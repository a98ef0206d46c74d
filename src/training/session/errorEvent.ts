// What: any thrown thing as an error event: one sentence, and the place in a visitor's shader where there is one.
import type { EngineEvent } from '../protocol.ts';

interface Placed {
  readonly line?: unknown;
  readonly column?: unknown;
}

/** What the browser's own engine throws where an array finds no room: Chromium's words, Firefox's, Safari's. */
const NO_ROOM = /allocation (size overflow|failed)|allocating|out of memory|Invalid (typed )?array (buffer )?length/i;

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof RangeError) || !NO_ROOM.test(message)) return message;
  return 'There is no memory left for this. Use fewer generations, shorter completions or fewer pictures, or close other tabs.';
}

export function errorEvent(error: unknown, where: string, fatal: boolean): EngineEvent {
  const message = sentenceOf(error);
  const { line, column } = (error ?? {}) as Placed;
  const place = typeof line === 'number' && typeof column === 'number' ? { line, column } : {};
  return { type: 'error', message, fatal, where, ...place };
}
