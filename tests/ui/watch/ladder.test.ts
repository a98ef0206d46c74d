// What: the panel "ladder": rungs worked out as the reward does, shown only where they add up to it; fines and sums of every answer.
import { describe, expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/ladder.tsx';
import { rungOf, triplesIn, trueTriples } from '../../../src/ui/watch/parts/rungs.ts';
import type { Triple } from '../../../src/ui/watch/parts/rungs.ts';
import { scores } from '../../4-rewards/rewardFixtures.ts';
import { answer, drawn, fed, group, promptDraft, words } from './watchFixtures.ts';

const TRUE: readonly Triple[] = [
  ['cup', 'colour', 'blue'],
  ['tea pot', 'size', 'large'],
];
const TEXTS = [
  'cup colour blue; (tea pot, size, large)',
  'cup colour red\ncup size blue',
  '[cup, shape, round]; dog colour blue ; ;',
  'cup , colour,blue',
  '',
];
// Parts in a row that fit: full 5, two 1.5, one 0.5.
const RUNGS = [[3, 3], [2, 1], [1, 0], [3], []];
const CREDITS = [0, 0.5, 1.5, 5];
const LADDER = RUNGS.map((rungs) => rungs.reduce((sum, rung) => sum + CREDITS[rung]!, 0));

describe('rungs', () => {
  test('by hand', () => {
    expect(TEXTS.map((text) => triplesIn(text).map((triple) => rungOf(triple, TRUE)))).toEqual(RUNGS);
  });

  test('add up to what the reward gives', async () => {
    const texts = TEXTS.map((text) => `<think>x</think><answer>${text}</answer>`);
    expect(await scores('tripleLadder', { triples: TRUE }, texts, { grammar: 'think_triples' })).toEqual(LADDER);
  });

  test('where white space parts a triple, the true ones say where its parts end, as for the reward', async () => {
    const texts = [
      'tea pot size large',
      'tea pot size',
      'tea pot colour red',
      'tea pots',
      'tea pot',
      'tea',
      'cup colour',
    ];
    const rungs = texts.map((text) => rungOf(triplesIn(text)[0]!, TRUE));
    expect(rungs).toEqual([3, 2, 1, 0, 1, 0, 2]);
    const completions = texts.map((text) => `<think>x</think><answer>${text}</answer>`);
    const paid = await scores('tripleLadder', { triples: TRUE }, completions, { grammar: 'think_triples' });
    expect(paid).toEqual(rungs.map((rung) => CREDITS[rung]));
  });

  test('the true triples, or those that the true answer lists', () => {
    expect(trueTriples(promptDraft('p', { further: { triples: TRUE } }))).toEqual(TRUE);
    expect(trueTriples(promptDraft('p', { answer: 'a b c; d e f' }))).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(rungOf(['a', 'b', 'c'], [])).toBe(0);
  });
});

const prompts = [promptDraft('p', { further: { triples: TRUE } })];
const FINES = [0, 0, -1, -1, -2];
const rollouts = TEXTS.map((text, i) =>
  answer('x', {
    answer: text,
    advantage: LADDER[i]! + FINES[i]!,
    rewards: { tripleLadder: LADDER[i]!, tripleFines: FINES[i]! },
  }),
);

test('a column per answer: dots at its rungs, credits, fines, sum; what the best and the worst wrote', () => {
  const read = words(drawn(Panel, fed('star_r1', { groups: [group(rollouts)], prompts })));
  expect(read).toContain('|rung|1|2|3|4|5|');
  expect(read).toContain('|all three parts (+5)|●●|2|0|0|●|1|0|');
  expect(read).toContain('|object and attribute (+1.5)|0|●|1|0|0|0|');
  expect(read).toContain('|object (+0.5)|0|●|1|●|1|0|0|');
  expect(read).toContain('|nothing (+0)|0|0|●|1|0|0|');
  expect(read).toContain('|credits|10|2|0.5|5|0|fines|0|0|-1|-1|-2|together|10|2|-0.5|4|-2|');
  expect(read).toContain('|True: (cup, colour, blue) (tea pot, size, large)|');
  expect(read).toContain('|Answer 1: (cup, colour, blue) (tea pot, size, large)|Answer 5: nothing|');
});

test('where the reward gave something else, no rung is drawn for that answer', () => {
  const changed = rollouts.map((one, i) => (i === 1 ? { ...one, rewards: { ...one.rewards, tripleLadder: 3 } } : one));
  const read = words(drawn(Panel, fed('star_r1', { groups: [group(changed)], prompts })));
  expect(read).toContain('|all three parts (+5)|●●|2|?|0|●|1|0|');
  expect(read).toContain('they would not add up to it.');
  const bare = fed('star_r1', { groups: [group([answer('a')])], prompts });
  expect(words(drawn(Panel, bare))).toMatch(/^\|The answers of this step do not/);
});
