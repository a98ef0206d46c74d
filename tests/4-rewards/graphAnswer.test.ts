// What: solutions of problems on graphs: tables by hand, and random lists on random graphs against tables of distances.
import { expect, it } from 'vitest';
import type { Truth } from '../../src/4-rewards/types.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const TASKS = ['set', 'cover', 'clique', 'components', 'diameter', 'neighbours', 'way', 'tour'] as const;
type Task = (typeof TASKS)[number];

const links = (...pairs: readonly string[]) => pairs.map((pair) => [pair[0]!, '', pair[1]!] as const);
const score = (task: Task, truth: Truth, lists: readonly string[], knobs = {}) =>
  scores('graphAnswer', truth, lists, { knobs: { task: TASKS.indexOf(task), ...knobs } });

/** A – B – C – D – E, and F alone. */
const PATH: Truth = { options: ['A', ' B ', 'C', 'D', 'E', 'F'], triples: links('AB', 'CB', 'CD', 'DE') };

it('reads the last list of names on one line; white space at their ends does not count', async () => {
  const truth = { ...PATH, answer: '4' };
  const texts = [
    'I try [A] and then [ A,C ,E\t, F\u00a0].',
    '[A, C, E, F] and then [A]',
    '[A, C,\nE, F]',
    '[A, [C, E, F]',
    '[A, C] [E, F',
    'A, C, E, F',
    '[]',
    '',
  ];
  expect(await score('set', truth, texts)).toEqual([2, 0.125, -1, 0.375, 0.25, -1, -1, -1]);
  const fines = { best: 5, share: 1, fine: -3 };
  expect(await score('set', truth, texts, fines)).toEqual([5, 0.25, -3, 0.75, 0.5, -3, -3, -3]);
});

it('pays each problem by its own rule', async () => {
  const at = (task: Task, answer: string | undefined, lists: readonly string[], labels: readonly string[] = []) =>
    score(task, { ...PATH, ...(answer && { answer }), labels }, lists.map((list) => `[${list}]`)); // prettier-ignore
  // Unknown names are left out; names that come twice count twice, and can exceed the optimum.
  expect(await at('set', '4', ['A,B', 'A,A', 'A,X,C', 'A,A,C,C,E,E', 'X'])).toEqual([-1, 0.25, 0.25, 0.75, -1]);
  expect(await at('cover', '2', ['B,D', 'B,C,D', 'B,D,X', 'B', 'A,E', 'A,B,C,D,E,F'])).toEqual([
    2, 0.33333, -1, -1, -1, 0.16667,
  ]);
  expect(await at('clique', '2', ['A,B', 'B', 'A,C', 'A,A', 'B,X,A', 'A,B,B'])).toEqual([2, 0.25, -1, -1, 2, -1]);
  expect(await at('components', '2', ['A,F', 'A', 'A,B', 'A,E', 'X,F', 'F,F'])).toEqual([2, 0.25, -1, -1, 0.25, -1]);
  expect(await at('diameter', '4', ['A,B,C,D,E', 'E,D,C', 'A,C', 'A,B,A', 'A', 'A,X,B'])).toEqual([
    2, 0.25, -1, -1, -1, 0.125,
  ]);
  const between = ['A', 'C'];
  expect(await at('neighbours', '1', ['B', 'B,B', 'D', 'A', 'B,X', ''], between)).toEqual([2, 2, -1, -1, -1, -1]);
  expect(await at('neighbours', '1', ['B'], ['A', 'X'])).toEqual([-1]);
  expect(await at('way', '2', ['A,B,C', 'A,B,A,B,C', 'C,B,A', 'A,C', 'A,B', 'A,X,B,C'], between)).toEqual([
    2, 0.25, -1, -1, -1, 2,
  ]);
  // Without an optimum, or with 0, the value itself.
  expect(await at('set', undefined, ['A,C', 'A,B'])).toEqual([2, -2]);
  expect(await score('set', { ...PATH, answer: '0' }, ['[A,C]', 'none'])).toEqual([2, -1]);
});

/** Corners of a rectangle with a diagonal; C and D have no distance of their own. */
const PLACES: Truth = {
  options: ['A', 'B', 'C', 'D'],
  triples: [
    ['A', '10', 'B'],
    ['A', '20', 'C'],
    ['D', '15', 'A'],
    ['B', '12', 'C'],
    ['B', '25', 'D'],
  ],
  answer: '60',
};

it('adds up a tour, over other links where two places have none', async () => {
  // C to D: 35 over A, 37 over B. A–B–C–D–A: 10 + 12 + 35 + 15 = 72. A–C–B–D–A: 20 + 12 + 25 + 15 = 72.
  const lists = [
    '[A, B, C, D, A]',
    '[A, C, B, D, A]',
    '[B,\nD, C, A,B]',
    '[A, B, C, D]',
    '[A, B, C, A]',
    '[A, B, C, X, A]',
  ];
  const whole = (60 / 72) ** 2 / 2;
  const other = (60 / (25 + 35 + 20 + 10)) ** 2 / 2;
  const expected = [whole, whole, other, -1, -1, -1].map((value) => Math.round(value * 1e5) / 1e5);
  expect(await score('tour', PLACES, lists)).toEqual(expected);
  expect(await score('tour', { ...PLACES, answer: '72' }, ['[A, B, C, D, A]', '[a, b, c, d, a]'])).toEqual([2, -1]);
  const doubled = { ...PLACES, triples: [...PLACES.triples!, ['B', '11', 'A'] as const], answer: '73' };
  expect(await score('tour', doubled, ['[A, B, C, D, A]'])).toEqual([2]);
  const island = { options: ['A', 'B'], triples: [], answer: '199998' };
  expect(await score('tour', island, ['[A, B, A]'])).toEqual([2]);
  // A list of small letters is none: the one before it counts.
  expect(await score('tour', PLACES, ['[A, B, C, D, A] or [a, b]'])).toEqual([expected[0]]);
});

it('gives nothing without a graph, and does not score a large one', async () => {
  expect(await score('set', { answer: '1' }, ['[A]', ''])).toEqual([0, 0]);
  const large = (count: number) => ({ answer: '1', options: Array.from({ length: count }, (_, i) => `n${i}`) });
  expect(await score('set', large(64), ['[n63]'])).toEqual([2]);
  expect(await score('set', large(65), ['[n63]'])).toEqual([0]);
});

it('is what a table of distances says, on random graphs', async () => {
  const { below, next } = randomInputs();
  for (let round = 0; round < 8; round++) {
    const count = 3 + below(4);
    const names = 'ABCDEF'.slice(0, count).split('');
    const far = names.map((_, i) => names.map((_x, j) => (i === j ? 0 : Infinity)));
    const pairs: string[] = [];
    for (let i = 0; i < count; i++)
      for (let j = i + 1; j < count; j++)
        if (next() < 0.45) {
          pairs.push(next() < 0.5 ? names[i]! + names[j]! : names[j]! + names[i]!);
          far[i]![j] = far[j]![i] = 1;
        }
    const near = far.map((row) => [...row]);
    for (let k = 0; k < count; k++)
      for (const row of far) row.forEach((way, j) => (row[j] = Math.min(way, row[k]! + far[k]![j]!)));
    const lists = Array.from({ length: 12 }, () => Array.from({ length: 1 + below(4) }, () => below(count)));
    const asked = [below(count), below(count)] as const;
    const all = (nodes: readonly number[], test: (a: number, b: number) => boolean) =>
      nodes.every((a, i) => nodes.every((b, j) => i >= j || test(a, b)));
    const isWay = (nodes: readonly number[]) => nodes.every((a, i) => i === 0 || near[nodes[i - 1]!]![a] === 1);
    const rules: Readonly<Record<Exclude<Task, 'tour'>, (nodes: readonly number[]) => number>> = {
      set: (nodes) => (all(nodes, (a, b) => near[a]![b] !== 1) ? nodes.length : -2),
      cover: (nodes) =>
        near.every((row, i) => nodes.includes(i) || row.every((way, j) => way !== 1 || nodes.includes(j)))
          ? nodes.length
          : -2,
      clique: (nodes) => (all(nodes, (a, b) => near[a]![b] === 1) ? nodes.length : -2),
      components: (nodes) => (all(nodes, (a, b) => far[a]![b] === Infinity) ? nodes.length : -2),
      diameter: (nodes) =>
        isWay(nodes) && far[nodes[0]!]![nodes.at(-1)!] === nodes.length - 1 ? nodes.length - 1 : -2,
      neighbours: (nodes) => (nodes.every((a) => asked.every((b) => near[a]![b] === 1)) ? new Set(nodes).size : -2),
      way: (nodes) => (nodes[0] === asked[0] && nodes.at(-1) === asked[1] && isWay(nodes) ? nodes.length - 1 : -2),
    };
    const truth = { options: names, triples: links(...pairs), labels: asked.map((node) => names[node]!) };
    const texts = lists.map((nodes) => `[${nodes.map((node) => names[node]).join(', ')}]`);
    for (const [task, rule] of Object.entries(rules)) {
      expect([task, pairs, await score(task as Task, truth, texts)]).toEqual([task, pairs, lists.map(rule)]);
    }
  }
});

it('agrees with its reference', async () => {
  await checkReward('graphAnswer');
});
