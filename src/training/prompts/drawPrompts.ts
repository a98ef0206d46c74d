// What: which prompts a step sees. The prompts form an endless stream of epochs; step s takes places s·P … s·P + P − 1.
// Formula: epoch e = ⌊place / N⌋; its order is the identity, or random (counter e, stream 'data').
// Fewer prompts than places: the stream simply goes on, so prompts repeat within a step, evenly.
import { randomOrder } from './randomOrder.ts';

export interface DrawRequest {
  readonly seed: number;
  readonly step: number;
  /** P, prompts of a step. */
  readonly count: number;
  /** N, prompts there are. */
  readonly total: number;
  readonly shuffle: boolean;
}

/** Indices of the prompts of a step. */
export function drawPrompts({ seed, step, count, total, shuffle }: DrawRequest): number[] {
  const orders = new Map<number, number[]>();
  return Array.from({ length: count }, (_, k) => {
    const place = step * count + k;
    const epoch = Math.floor(place / total);
    if (!shuffle) return place % total;
    let order = orders.get(epoch);
    if (!order) orders.set(epoch, (order = randomOrder(seed, epoch, total, 'data')));
    return order[place % total]!;
  });
}

/** Share of the data seen after `steps` steps (TRL: epoch). */
export const epochsSeen = (steps: number, count: number, total: number): number => (steps * count) / total;
