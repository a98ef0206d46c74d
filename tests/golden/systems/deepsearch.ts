// What: DeepSearch through the functions of searchTree and nodeScores, and its advantages through the composition nodeValues and stage 5: of
// those cases every token is a step with a score of its own.
// Formula: none of its own. A path without branches is a tree with one leaf.
import { backUp, bestOf, frontierScore, pathTo, quality, uct } from '../../../src/3-rollouts/searchTree.ts';
import type { Frontier, SearchTree, TreeNode } from '../../../src/3-rollouts/searchTree.ts';
import { nodeScores } from '../../../src/4-rewards/nodeScores.ts';
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { NOT_REPRESENTABLE } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type Children = Readonly<Record<string, readonly string[]>>;
interface BackedUp {
  readonly tree: Children;
  readonly leaf_and_value_in_order: readonly (readonly [string, number])[];
}
interface Chain {
  readonly depth: number;
  readonly value: number;
}
interface Chosen {
  readonly value_and_visits: Readonly<Record<string, readonly [number, number]>>;
  readonly settings: Readonly<Record<`lambda${1 | 2 | 3 | 4}`, number>> & {
    readonly depth_bonus_type: Frontier['bonus'];
    readonly involve_uncertainty_bonus: boolean;
    readonly max_depth: number;
  };
}
interface Squashed {
  readonly values_root_excluded: readonly number[];
  readonly adv_temperature: number;
  readonly q_value_max: number;
}
type PerToken = readonly (readonly number[])[];
interface Grouped {
  readonly token_score: PerToken;
  readonly mask: PerToken;
  readonly group: readonly string[];
  readonly norm_adv_by_std_in_grpo?: boolean;
  readonly mcts_config?: { readonly adv_norm_method?: string; readonly adv_scale_alpha?: number };
}
type Input = BackedUp | Chain | Chosen | Squashed | Grouped | { readonly columns: readonly string[] };

/** The tree of the cases that do not give one. */
const TREE: Children = { root: ['A', 'B'], A: ['A1', 'A2'], B: ['B1'], A1: ['A11', 'A12'] };

/** In breadth order. */
function treeOf(children: Children): { readonly names: readonly string[]; readonly tree: SearchTree } {
  const names = ['root'];
  const nodes: TreeNode[] = [{ parent: -1, depth: 0, visits: 0, value: 0 }];
  for (let at = 0; at < names.length; at++) {
    for (const name of children[names[at]!] ?? []) {
      names.push(name);
      nodes.push({ parent: at, depth: nodes[at]!.depth + 1, visits: 0, value: 0 });
    }
  }
  return { names, tree: nodes };
}

function backedUp({ tree: children, leaf_and_value_in_order: paths }: BackedUp) {
  const { names, tree: start } = treeOf(children);
  const named = (of: (node: number) => unknown) => Object.fromEntries(names.map((name, node) => [name, of(node)]));
  let tree = start;
  const states = paths.map(([leaf, outcome]) => {
    tree = backUp(tree, names.indexOf(leaf), outcome);
    const now = tree;
    return named((node) => [now[node]!.visits, now[node]!.value]);
  });
  const path = pathTo(tree, names.indexOf(paths.at(-1)![0]));
  return {
    visits_and_value_after_each: states,
    q: named((node) => quality(tree[node]!)),
    uct: named((node) => uct(tree, node)),
    values_on_path_to_last_leaf: path.map((node) => tree[node]!.value),
  };
}

function chosen({ value_and_visits, settings }: Chosen) {
  const { names, tree: empty } = treeOf(TREE);
  const tree = empty.map((node, i) => {
    const [value, visits] = value_and_visits[names[i]!] ?? [0, 0];
    return { ...node, value, visits };
  });
  const how: Frontier = {
    ...{ parent: settings.lambda1, own: settings.lambda4, depth: settings.lambda3 },
    ...{ bonus: settings.depth_bonus_type, deepest: settings.max_depth },
    entropy: settings.involve_uncertainty_bonus ? settings.lambda2 : 0,
  };
  const candidates = [...tree.keys()].slice(1);
  return { chosen: names[bestOf(candidates, (node) => frontierScore(tree, node, how))] };
}

/** Rollouts of one prompt. */
async function scoreGroup(compute: Compute, scores: PerToken, mask: PerToken, input: Grouped): Promise<number[][]> {
  const [R, T] = [mask.length, mask[0]!.length];
  const block = blocksIn('composition').get('nodeValues')!;
  const bare = goldenStep({ compute, mask, units: { node: mask.map((row) => row.map((own, t) => (own ? t : -1))) } });
  const count = bare.units.node!.count;
  const values = flat(scores.map((row) => row.slice(0, count)));
  const step = { ...bare, signals: new Map([['tree/value', { shape: 'unit', unit: 'node', values }]] as const) };
  const own = { ...defaultsOf(block, 'nodeValues'), temperature: 0 };
  const scale = input.norm_adv_by_std_in_grpo === false ? 'none' : 'group';
  const [made] = block.compose(step, [weightedSum(new Float32Array(R), [], [], 1)], { ...own, scale });
  const { adv_norm_method: method = 'sibling_mean_std', adv_scale_alpha = 1 } = input.mcts_config ?? {};
  const scaled = method === 'alpha_scale' ? adv_scale_alpha : 1;
  const alone = method === 'mean_std';
  const changed = {
    ...made!,
    ...(alone && ({ unitStatistics: 'group', deviation: 'sample', scale: 'group' } as const)),
    ...(!alone && method !== 'sibling_mean_std' && ({ baseline: 'none', scale: 'none' } as const)),
    weight: new Float32Array(alone ? R : 1).fill(scaled),
  };
  const { advantages } = await computeAdvantages(compute, {
    ...{ reward: new Float32Array(R), objectives: [changed], scaleRewards: 'group', baseline: 'group_mean' },
    ...{ promptCount: alone ? R : 1, generations: alone ? 1 : R, maxTokens: T },
    ...{ lengths: step.rollouts.lengths, units: step.units },
  });
  return nested(advantages, T);
}

async function advantageOf(input: Grouped, compute: Compute) {
  const { token_score, mask, group } = input;
  const advantage: number[][] = [];
  for (const label of new Set(group)) {
    const members = group.flatMap((own, r) => (own === label ? [r] : []));
    const pick = (rows: PerToken) => members.map((r) => rows[r]!);
    const made = await scoreGroup(compute, pick(token_score), pick(mask), input);
    members.forEach((r, k) => (advantage[r] = made[k]!));
  }
  return { advantage };
}

function chain({ depth, value }: Chain) {
  const nodes = Array.from({ length: depth + 1 }, (_, k) => ({ parent: k - 1, depth: k, visits: 0, value: 0 }));
  return { value_by_depth: backUp(nodes, depth, value).map((node) => node.value) };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'DeepSearch',
  run(input, { compute }) {
    if ('tree' in input) return backedUp(input);
    if ('depth' in input) return chain(input);
    if ('settings' in input) return chosen(input);
    if ('token_score' in input) return advantageOf(input, compute);
    if ('columns' in input) return NOT_REPRESENTABLE;
    const { values_root_excluded, adv_temperature, q_value_max } = input;
    const squash = { temperature: adv_temperature, most: q_value_max };
    return { step_scores: nodeScores(values_root_excluded, squash) };
  },
};
