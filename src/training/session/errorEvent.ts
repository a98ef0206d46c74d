// What: any thrown thing as an error event: one sentence, and the place in a visitor's shader where there is one.
import type { EngineEvent } from '../protocol.ts';

interface Placed {
  readonly line?: unknown;
  readonly column?: unknown;
}

export function errorEvent(error: unknown, where: string, fatal: boolean): EngineEvent {
  const message = error instanceof Error ? error.message : String(error);
  const { line, column } = (error ?? {}) as Placed;
  const place = typeof line === 'number' && typeof column === 'number' ? { line, column } : {};
  return { type: 'error', message, fatal, where, ...place };
}
