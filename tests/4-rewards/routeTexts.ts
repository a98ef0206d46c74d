// What: a metro map as a truth, and routes over it as the authors' sections and as triples.
import type { Truth } from '../../src/4-rewards/types.ts';

/** Line, departure, arrival. */
export type Leg = readonly [line: string, from: string, to: string];

export const LINES: Readonly<Record<string, readonly string[]>> = {
  red: ['owl', 'cat', 'bee', 'fox'],
  blue: ['bee', 'cup', 'hat'],
  green: ['hat', 'key', 'bus'],
};

const links = Object.entries(LINES).flatMap(([line, stations]) =>
  stations.slice(1).map((next, i) => [stations[i]!, line, next] as const),
);

export const asksRoute = (from: string, to: string, transfers: number, map = 'easy'): Truth => ({
  triples: links,
  facts: Object.entries({ from, to, transfers: String(transfers), map }).map(([kind, text]) => ({ kind, text })),
});

export const keyed = (legs: readonly Leg[]): string =>
  legs.map(([line, from, to]) => `Route Name: ${line}\nDeparture Stop: ${from}\nArrival Stop: ${to}\n`).join('--\n');

export const asTriples = (legs: readonly Leg[]): string =>
  `<think>t</think><answer>${legs.map(([line, from, to]) => `${from} ${line} ${to}`).join('; ')}</answer>`;
