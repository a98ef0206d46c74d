// What: credit for triples: the table of the paper's ladder, and another algorithm (sets of written and true prefixes).
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const truth = { triples: [['2', 'color', 'red'] as const, ['5', 'size', 'small'] as const] };
const grammar = 'think_triples';
const answers = (...items: string[]) => items.map((item) => `<think>t</think><answer>${item}</answer>`);

it('pays 5, 1.5 and 0.5 by how much of the best true triple is right', async () => {
  const texts = answers(
    '2, color, red; 5, size, small',
    '(5, size, small)\n[2, color, red]',
    '2 color red',
    '2, color, blue',
    '2, shape, red',
    '3, color, red',
    '2, color, red; 2, color, red',
    '2, Color, red',
    '',
    ' ; \n',
    '2',
    '2 color',
  );
  expect(await scores('tripleLadder', truth, texts, { grammar })).toEqual([
    10, 10, 5, 1.5, 0.5, 0, 10, 0.5, 0, 0, 0.5, 1.5,
  ]);
  expect(await scores('tripleLadder', { answer: 'cup colour dark blue' }, answers('cup colour dark blue'))).toEqual([
    5,
  ]);
  expect(await scores('tripleLadder', { answer: 'cup added' }, answers('cup added', 'cup removed'))).toEqual([5, 0.5]);
  expect(await scores('tripleLadder', {}, answers('a b c'))).toEqual([0]);
});

it('takes objects and attributes of several words where the true ones have them', async () => {
  const own = {
    triples: [['hot dog', 'colour', 'dark red'] as const, ['pen', 'added', ''] as const, ['a b', 'c d', 'e'] as const],
  };
  const texts = answers(
    'hot dog colour dark red',
    'hot dog colour blue',
    'hot dog size big',
    'hot dogs colour dark red',
    'hot  dog colour dark red',
    'hot dog',
    'hot, dog, colour dark red',
    'hot dog, colour, dark red',
    'pen added',
    'pen removed',
    'pen added now',
    '( a b   c d\te )',
    'a b c e',
    'hot dog colour dark red; pen  added; a b c d f',
  );
  expect(await scores('tripleLadder', own, texts, { grammar })).toEqual([
    5, 1.5, 0.5, 0, 0, 0.5, 0, 5, 5, 0.5, 1.5, 5, 0.5, 11.5,
  ]);
});

it('pays every true triple once where asked, the best pairs first', async () => {
  const texts = answers(
    '2, color, blue; 2, color, red',
    '2, color, red; 2, color, red; 5, a, b',
    '5, a, b; 5, size, big',
  );
  const knobs = { one_to_one: 1 };
  expect(await scores('tripleLadder', truth, texts, { grammar, knobs })).toEqual([5, 5.5, 1.5]);
  const first = { one_to_one: 1, only_triple: 1 };
  expect(await scores('tripleLadder', truth, texts, { grammar, knobs: first })).toEqual([0, 5, 0]);
});

it('is what looking prefixes up in sets finds', async () => {
  const { below } = randomInputs();
  const words = () =>
    [
      ['cup', 'dog', 'hot dog'],
      ['colour', 'size'],
      ['red', 'big', 'é'],
    ].map((some) => some[below(some.length)]!);
  for (let round = 0; round < 6; round++) {
    const triples = Array.from({ length: below(4) }, words);
    const written = Array.from({ length: 12 }, () => Array.from({ length: below(5) }, words));
    const [full, two, one] = [3, 2, 1].map((n) => new Set(triples.map((parts) => parts.slice(0, n).join('|'))));
    const expected = written.map((list) =>
      list.reduce((sum, parts) => {
        if (full!.has(parts.join('|'))) return sum + 5;
        return sum + (two!.has(parts.slice(0, 2).join('|')) ? 1.5 : one!.has(parts[0]!) ? 0.5 : 0);
      }, 0),
    );
    const texts = answers(...written.map((list) => list.map((parts) => parts.join(below(2) ? ', ' : ' ')).join('; ')));
    const asTruth = { triples: triples as unknown as [string, string, string][] };
    expect(await scores('tripleLadder', asTruth, texts, { grammar })).toEqual(expected);
  }
});

it('agrees with its reference', async () => {
  await checkReward('tripleLadder');
  await checkReward('tripleLadder', { one_to_one: 1 }, 2e-6, grammar);
});
