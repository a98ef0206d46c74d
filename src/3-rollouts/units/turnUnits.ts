// What: the turns of each rollout as units: a turn ends where something comes back (a crop), and the next token opens the next.
// Shapes: of [R × T]; −1 behind the completion.
import type { Units } from '../../blocks/signals.ts';
import type { Rollouts } from '../types.ts';

export function turnUnits({ lengths, maxTokens, turns }: Pick<Rollouts, 'lengths' | 'maxTokens' | 'turns'>): Units {
  const of = new Int32Array(lengths.length * maxTokens).fill(-1);
  lengths.forEach((length, r) => of.fill(0, r * maxTokens, r * maxTokens + length));
  for (const { row, after } of turns?.looks ?? []) {
    for (let t = after; t < lengths[row]!; t++) of[row * maxTokens + t]! += 1;
  }
  return { of, count: of.reduce((most, unit) => Math.max(most, unit + 1), 1) };
}
