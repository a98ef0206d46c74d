// What: float64 twin of graphAnswer.wgsl: one function a task, over the listed nodes.
import { distancesFrom, readGraph, stepLength } from './graphLinks.ref.ts';
import type { Graph } from './graphLinks.ref.ts';
import { lastList } from './listedNames.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

/** The listed nodes; the two that are asked for, undefined where no node is called so. */
type Value = (graph: Graph, nodes: readonly number[], asked: readonly (number | undefined)[]) => number | null;

const pairsOf = (nodes: readonly number[]) => nodes.flatMap((a, i) => nodes.slice(i).map((b) => [a, b] as const));
const linked = ({ neighbours }: Graph, a: number, b: number) => neighbours[a]!.has(b);
const isWay = (graph: Graph, nodes: readonly number[]) =>
  nodes.every((node, i) => i === 0 || linked(graph, nodes[i - 1]!, node));

const set: Value = (graph, nodes) =>
  pairsOf([...new Set(nodes)]).some(([a, b]) => linked(graph, a, b)) ? null : nodes.length;
const cover: Value = ({ links }, nodes) =>
  links.every(({ ends }) => ends.some((end) => nodes.includes(end))) ? nodes.length : null;
const clique: Value = (graph, nodes) => {
  const found = pairsOf([...new Set(nodes)]).filter(([a, b]) => linked(graph, a, b)).length;
  return found >= (nodes.length * (nodes.length - 1)) / 2 ? nodes.length : null;
};
const components: Value = (graph, nodes) => {
  const isTogether = nodes.some((a, i) => nodes.slice(i + 1).some((b) => distancesFrom(graph, a)[b]! < Infinity));
  return isTogether ? null : nodes.length;
};
const diameter: Value = (graph, nodes) => {
  const isShortest = distancesFrom(graph, nodes[0]!)[nodes.at(-1)!] === nodes.length - 1;
  return isWay(graph, nodes) && isShortest ? nodes.length - 1 : null;
};
const neighbours: Value = (graph, nodes, asked) =>
  asked.every((own) => own !== undefined && nodes.every((node) => node !== own && linked(graph, own, node)))
    ? new Set(nodes).size
    : null;
const way: Value = (graph, nodes, asked) =>
  asked[0] === nodes[0] && asked[1] === nodes.at(-1) && isWay(graph, nodes) ? nodes.length - 1 : null;
const tour: Value = (graph, nodes) => {
  const stops = nodes.slice(0, -1);
  if (stops.length !== graph.count || new Set(stops).size !== graph.count || nodes.at(-1) !== nodes[0]) return null;
  return stops.reduce((sum, stop, i) => sum + stepLength(graph, stop, nodes[i + 1]!), 0);
};

const TASKS: readonly { readonly value: Value; readonly skips: boolean; readonly less?: 1 | 2 }[] = [
  { value: set, skips: true },
  { value: cover, skips: false, less: 1 },
  { value: clique, skips: true },
  { value: components, skips: true },
  { value: diameter, skips: true },
  { value: neighbours, skips: false },
  { value: way, skips: true, less: 1 },
  { value: tour, skips: false, less: 2 },
];

export const reference = rewardReference((rollout) => {
  const graph = readGraph(rollout);
  if (!graph) return 0;
  if (graph === 'large') return NOT_SCORABLE;
  const number = Math.round(rollout.knob('task'));
  const { value, skips, less } = TASKS[number]!;
  const names = lastList(completionOf(rollout), number === 7);
  const found = names?.map((name) => graph.nodes.get(name));
  const nodes = found?.filter((node) => node !== undefined) ?? [];
  const isLost = nodes.length === 0 || (!skips && nodes.length < found!.length);
  const labels = rollout.truthTexts('labels').map(textOf).map(stripped);
  const asked = [0, 1].map((k) => graph.nodes.get(labels[k] ?? ''));
  const own = !names ? -1 : ((isLost ? null : value(graph, nodes, asked)) ?? -2);
  const optimum = Math.trunc(rollout.truthNumber());
  if (optimum === 0) return own;
  if (own === optimum) return rollout.knob('best');
  if (own <= 0) return rollout.knob('fine');
  return rollout.knob('share') * (less ? (optimum / own) ** less : own / optimum);
});
