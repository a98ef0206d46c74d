// What: how often each operator occurs in a graph.
import type { OnnxGraph } from './graph.ts';

/** Operator → count, most frequent first; operators outside the standard carry their domain. */
export function operatorHistogram(graph: OnnxGraph): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { domain, opType } of graph.nodes) {
    const name = domain ? `${domain}.${opType}` : opType;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** The histogram as aligned lines, one operator each. */
export function printHistogram(graph: OnnxGraph): string {
  const rows = [...operatorHistogram(graph)];
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, count]) => `${name.padEnd(width)}  ${count}`).join('\n');
}
