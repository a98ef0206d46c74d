// What: Graph-R1 through our rewards graphAnswer, beginsThinking and stuckText. The graph of a case becomes the options and triples of a truth; a
// tour's stands in the problem's text.
// Formula: none of its own; the score is the sum of the columns.
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { scored } from '../shownAnswer.ts';

interface Graph {
  readonly nodes?: readonly { readonly id: number | string; readonly name?: string }[];
  readonly links?: readonly { readonly source: number | string; readonly target: number | string }[];
}
interface Input {
  readonly task: string;
  readonly completion: string;
  readonly graph: Graph | string;
  readonly problem_text: string;
  readonly optimum: number | null;
}

/** In the order of the knob of graphAnswer. */
const TASKS = ['MIS', 'MVC', 'MCP', 'Connected', 'Diameter', 'Neighbor', 'Distance', 'TSP'];
/** The node of a graph without nodes: no list can name it. */
const NOBODY = [']'];
const ASKED = [/common neighbors of\s+(.*?)\s+and\s+(.*?)\s+in this network/, /shortest path between\s+(.*?)\s+and\s+(.*?)\s+in this network/]; // prettier-ignore

function tourTruth(problem: string): Truth {
  const airports = /- Airports to visit: (.+)/.exec(problem)?.[1]?.split(',');
  const distances = [...problem.matchAll(/(\w+) to (\w+): (\d+)/g)];
  return {
    options: airports ?? NOBODY,
    triples: distances.map(([, from, to, length]) => [from!, length!, to!] as const),
  };
}

/** null where it cannot be read. */
function readGraph(graph: Input['graph']): Graph | null {
  try {
    return typeof graph === 'string' ? (JSON.parse(graph) as Graph) : graph;
  } catch {
    return null;
  }
}

function graphTruth(read: Graph, problem: string): Truth {
  const names = new Map((read.nodes ?? []).map(({ id, name = '' }) => [id, name]));
  const asked = ASKED.map((pattern) => pattern.exec(problem)).find((found) => found !== null);
  return {
    options: names.size > 0 ? [...names.values()] : NOBODY,
    triples: (read.links ?? []).map(({ source, target }) => [names.get(source) ?? '', '', names.get(target) ?? '']),
    ...(asked && { labels: [asked[1]!, asked[2]!] }),
  };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'Graph-R1',
  tolerance: 1e-6,
  async run({ task, completion, graph, problem_text: problem, optimum }, { compute }) {
    const number = TASKS.indexOf(task);
    if (number < 0)
      throw new Error(
        `There is no reward for the problem '${task}': those on two graphs of atoms (GED, MCS) have none.`,
      );
    const read = readGraph(graph);
    const own = read && (task === 'TSP' && problem ? tourTruth(problem) : graphTruth(read, problem));
    const truth = { ...own, ...(optimum !== null && { answer: String(optimum) }) };
    const uses = [{ name: 'graphAnswer', knobs: { task: number } }, { name: 'beginsThinking' }, { name: 'stuckText' }];
    const { values, sum } = await scored(compute, completion, uses, { truth });
    const [answer, format, stuck] = values as [number, number, number];
    return { score: sum, answer, format, repetition_found: -stuck, score_without_repetition_term: answer + format };
  },
};
