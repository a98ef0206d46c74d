// What: gives back the logits of a decode step: a buffer of the session where they are on the device, nothing on the host.
import type { Logits } from './types.ts';

export function freeLogits(logits: Logits): void {
  if ('destroy' in logits) logits.destroy();
}
