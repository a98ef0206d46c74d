// What: a small tree by hand, and values against a replay of all paths node by node.
import { describe, expect, it } from 'vitest';
import {
  backUp,
  bestOf,
  EXPLORE,
  frontierScore,
  LEAST_WEIGHT,
  pathTo,
  quality,
  uct,
} from '../../src/3-rollouts/searchTree.ts';
import type { Frontier, SearchTree } from '../../src/3-rollouts/searchTree.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const node = (parent: number, depth: number, visits = 0, value = 0) => ({ parent, depth, visits, value });
/** The root 0, its children 1 and 2, the child 3 of 1, the child 4 of 2. */
const TREE: SearchTree = [node(-1, 0), node(0, 1), node(0, 1), node(1, 2), node(2, 2)];
const valuesOf = (tree: SearchTree) => tree.map(({ value }) => value);
const visitsOf = (tree: SearchTree) => tree.map(({ visits }) => visits);

describe('backUp', () => {
  it('adds to the nodes of the path, more the deeper they are', () => {
    const tree = backUp(TREE, 3, 1);
    [1 / 3, 2 / 3, 0, 1, 0].forEach((value, i) => expect(tree[i]!.value).toBeCloseTo(value, 12));
    expect(visitsOf(tree)).toEqual([1, 1, 0, 1, 0]);
    expect(visitsOf(TREE)).toEqual([0, 0, 0, 0, 0]);
  });

  it('lets a right path wipe out wrong ones, and a wrong path leave right ones alone', () => {
    const wrong = backUp(backUp(TREE, 3, -1), 4, -1);
    expect(wrong[0]!.value).toBeCloseTo(-2 / 3, 12);
    const right = backUp(wrong, 3, 1);
    [1 / 3, 2 / 3, -2 / 3, 1, -1].forEach((value, i) => expect(right[i]!.value).toBeCloseTo(value, 12));
    const again = backUp(right, 4, -1);
    [1 / 3, 2 / 3, -4 / 3, 1, -2].forEach((value, i) => expect(again[i]!.value).toBeCloseTo(value, 12));
    expect(visitsOf(again)).toEqual([4, 2, 2, 2, 2]);
    // An outcome of 0 is a visit and no more.
    expect(valuesOf(backUp(again, 3, 0))).toEqual(valuesOf(again));
    expect(visitsOf(backUp(again, 3, 0))).toEqual([5, 3, 2, 3, 2]);
  });

  it('gives every node of a long path its least weight', () => {
    const chain = Array.from({ length: 31 }, (_, k) => node(k - 1, k));
    const values = valuesOf(backUp(chain, 30, -2));
    values.forEach((value, k) => expect(value).toBeCloseTo(-2 * Math.max((k + 1) / 31, LEAST_WEIGHT), 12));
    expect(values.slice(0, 4)).toEqual([-0.2, -0.2, -0.2, (-2 * 4) / 31]);
    expect(valuesOf(backUp(chain, 30, 1, 0))[0]).toBeCloseTo(1 / 31, 12);
  });

  it('is what the paths through a node say of it since the last right one behind a loss', () => {
    const { below } = randomInputs();
    const nodes: ReturnType<typeof node>[] = [node(-1, 0)];
    while (nodes.length < 25) {
      const parent = below(nodes.length);
      nodes.push(node(parent, nodes[parent]!.depth + 1));
    }
    const paths = Array.from({ length: 40 }, () => [below(25), [1, -1, 0][below(3)]!] as const);
    const tree = paths.reduce<SearchTree>((now, [leaf, outcome]) => backUp(now, leaf, outcome), nodes);
    for (const [k, { depth }] of nodes.entries()) {
      const own = paths.flatMap(([leaf, outcome]) => {
        const weight = Math.max((depth + 1) / (nodes[leaf]!.depth + 1), 0.1);
        return pathTo(nodes, leaf).includes(k) ? [weight * outcome] : [];
      });
      expect(tree[k]!.visits).toBe(own.length);
      // Once a right path has come, wrong ones are forgotten.
      const isRight = own.some((value) => value > 0);
      const counted = own.filter((value) => (isRight ? value > 0 : value < 0));
      expect(tree[k]!.value).toBeCloseTo(
        counted.reduce((sum, value) => sum + value, 0),
        9,
      );
    }
  });
});

describe('what is looked at next', () => {
  const tree: SearchTree = [
    node(-1, 0, 8, 1),
    node(0, 1, 4, 2),
    node(0, 1, 0, 0),
    node(1, 2, 1, -0.5),
    node(2, 2, 2, 3),
  ];

  it('by uct: quality and how rarely a node was visited', () => {
    expect(tree.map(quality)).toEqual([0.125, 0.5, 0, -0.5, 1.5]);
    expect(uct(tree, 0)).toBe(0);
    expect(uct(tree, 1)).toBeCloseTo(0.5 + 2 * Math.sqrt(Math.log(8) / 4), 12);
    expect(uct(tree, 3)).toBeCloseTo(-0.5 + EXPLORE * Math.sqrt(Math.log(4)), 12);
    // Never visited, or below a node that never was.
    expect([uct(tree, 2), uct(tree, 4)]).toEqual([0, 1.5]);
    expect(uct(tree, 3, 0)).toBe(-0.5);
  });

  it('by the frontier: the quality of the parent, its own, its entropy, its depth', () => {
    const how: Frontier = { parent: 0.4, own: 0, entropy: 0, depth: 0.01, bonus: 'sqrt', deepest: 8 };
    expect(frontierScore(tree, 3, how)).toBeCloseTo(0.4 * Math.tanh(0.5) + 0.01 * 0.5, 12);
    expect(frontierScore(tree, 3, { ...how, own: 2 })).toBeCloseTo(
      0.4 * Math.tanh(0.5) + 2 * Math.tanh(-0.5) + 0.005,
      12,
    );
    const rest = { ...how, parent: 0, depth: 3 };
    expect(frontierScore(tree, 3, { ...rest, bonus: 'constant', entropy: 0.5 }, 4)).toBeCloseTo(8, 12);
    expect(frontierScore(tree, 3, { ...rest, bonus: 'log' }, 4)).toBeCloseTo(3 * Math.log(3), 12);
    const scores = [3, 5, 5, 1];
    expect(bestOf([0, 1, 2, 3], (k) => scores[k]!)).toBe(1);
    expect(bestOf([3, 2, 0], (k) => scores[k]!)).toBe(2);
    expect(bestOf([], () => 0)).toBe(-1);
  });
});
