// What: the numbers of a tree search over steps: what a finished path says of the nodes on it, and which node is looked at next.
// Formula: backing up v from a leaf of depth d, at every node of its path, of depth k: weight = max((k + 1)/(d + 1), least). A node of
//   the same sign as v, or at 0, adds weight·v; a negative one that a positive v reaches starts again with weight·v; a positive one that
//   a negative v reaches stays as it is. Every one of them is visited once more. q = value/visits, 0 without a visit.
//   uct = q + explore·√(ln(visits of the parent)/visits), q alone where one of the two was never visited; 0 at the root.
//   frontier = parent·tanh(q of the parent) + own·tanh(q) + entropy·(mean entropy) + depth·bonus; bonus = √(d/deepest), d or ln(d + 1).
// Units: values in those of the outcome (1 right, −1 wrong), summed up, so that they can be larger.
// Source: DeepSearch (smiles724/DeepSearch), deepsearch/utils/mcts.py: MCTSNode.update, puct, select_global_best_node.

export interface TreeNode {
  /** Its place in the tree; −1 = it is the root. */
  readonly parent: number;
  /** 0 at the root. */
  readonly depth: number;
  readonly visits: number;
  readonly value: number;
}
export type SearchTree = readonly TreeNode[];

/** Nodes of smaller depth weigh at least this much. */
export const LEAST_WEIGHT = 0.1;
export const EXPLORE = 2;

/** The places from the root to the node. */
export function pathTo(tree: SearchTree, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at >= 0; at = tree[at]!.parent) path.unshift(at);
  return path;
}

function updated(value: number, added: number): number {
  if (value * added >= 0) return value + added;
  return added > 0 ? added : value;
}

/** The tree after a path to the leaf has ended with the outcome. */
export function backUp(tree: SearchTree, leaf: number, outcome: number, least = LEAST_WEIGHT): SearchTree {
  const deepest = tree[leaf]!.depth + 1;
  const path = new Set(pathTo(tree, leaf));
  return tree.map((node, i) => {
    if (!path.has(i)) return node;
    const weight = Math.max((node.depth + 1) / deepest, least);
    return { ...node, visits: node.visits + 1, value: updated(node.value, weight * outcome) };
  });
}

export const quality = ({ visits, value }: TreeNode): number => (visits === 0 ? 0 : value / visits);

export function uct(tree: SearchTree, node: number, explore = EXPLORE): number {
  const { parent, visits } = tree[node]!;
  if (parent < 0) return 0;
  const above = tree[parent]!.visits;
  const bonus = above === 0 || visits === 0 ? 0 : explore * Math.sqrt(Math.log(above) / visits);
  return quality(tree[node]!) + bonus;
}

export interface Frontier {
  /** Weight of the parent's quality, of the node's own, of its entropy, of its depth. */
  readonly parent: number;
  readonly own: number;
  readonly entropy: number;
  readonly depth: number;
  readonly bonus: 'sqrt' | 'constant' | 'log';
  /** The depth at which a path ends; for sqrt. */
  readonly deepest: number;
}

const BONUSES: Readonly<Record<Frontier['bonus'], (depth: number, deepest: number) => number>> = {
  sqrt: (depth, deepest) => Math.sqrt(depth / deepest),
  constant: (depth) => depth,
  log: (depth) => Math.log(depth + 1),
};

/** `entropy`: the mean entropy of the node's tokens, in nats. */
export function frontierScore(tree: SearchTree, node: number, how: Frontier, entropy = 0): number {
  const { parent, depth } = tree[node]!;
  const potential = how.parent * Math.tanh(quality(tree[parent]!)) + how.own * Math.tanh(quality(tree[node]!));
  return potential + how.entropy * entropy + how.depth * BONUSES[how.bonus](depth, how.deepest);
}

/** The candidate of the highest score, the first one of several; −1 where there is none. */
export function bestOf(candidates: readonly number[], score: (node: number) => number): number {
  let [best, highest] = [-1, -Infinity];
  for (const node of candidates) {
    const own = score(node);
    if (own > highest) [best, highest] = [node, own];
  }
  return best;
}
