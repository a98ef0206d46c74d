// What: twin of graphLinks.wgsl and graphTour.wgsl, with sets of nodes and the triples as they stand.
import type { Rollout } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

export const MOST_NODES = 64;
export const MOST_LINKS = 512;
const NO_WAY = 99999;

export interface Graph {
  /** Node by name; of several with one name the first. */
  readonly nodes: ReadonlyMap<string, number>;
  readonly count: number;
  readonly neighbours: readonly ReadonlySet<number>[];
  readonly links: readonly { readonly ends: readonly [number, number]; readonly length: number }[];
}

/** null where there is none; 'large' where it does not fit. */
export function readGraph(rollout: Rollout): Graph | 'large' | null {
  const names = rollout.truthTexts('options').map(textOf).map(stripped);
  const parts = rollout.truthTexts('triples').map(textOf).map(stripped);
  if (names.length === 0) return null;
  if (names.length > MOST_NODES || parts.length > 3 * MOST_LINKS) return 'large';
  const nodes = new Map(names.map((name, i) => [name, i] as const).reverse());
  const neighbours = names.map(() => new Set<number>());
  const links: Graph['links'][number][] = [];
  for (let i = 0; i < parts.length; i += 3) {
    const [from, to] = [nodes.get(parts[i]!), nodes.get(parts[i + 2]!)];
    if (from === undefined || to === undefined) continue;
    neighbours[from]!.add(to);
    neighbours[to]!.add(from);
    links.push({ ends: [from, to], length: Number(/^\d*/.exec(parts[i + 1]!)![0]) });
  }
  return { nodes, count: names.length, neighbours, links };
}

/** How many links lead from a node to each other one; Infinity where none do. */
export function distancesFrom({ neighbours }: Graph, start: number): number[] {
  const distances = neighbours.map((_, node) => (node === start ? 0 : Infinity));
  const queue = [start];
  for (const node of queue) {
    for (const next of neighbours[node]!) {
      if (distances[next]! < Infinity) continue;
      distances[next] = distances[node]! + 1;
      queue.push(next);
    }
  }
  return distances;
}

/** The last link between the two, or the shortest way: Floyd and Warshall. */
export function stepLength({ count, links, neighbours }: Graph, a: number, b: number): number {
  const joins = ({ ends: [x, y] }: Graph['links'][number], u: number, v: number) => (x === u && y === v) || (x === v && y === u); // prettier-ignore
  if (neighbours[a]!.has(b)) return links.findLast((link) => joins(link, a, b))!.length;
  const ways = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_x, j) =>
      Math.min(i === j ? 0 : NO_WAY, ...links.filter((link) => joins(link, i, j)).map(({ length }) => length)),
    ),
  );
  for (let k = 0; k < count; k++)
    for (const row of ways) row.forEach((way, j) => (row[j] = Math.min(way, row[k]! + ways[k]![j]!)));
  return Math.min(ways[a]![b]!, NO_WAY);
}
