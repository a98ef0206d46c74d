// What: the panel "vote" on fed steps: votes and confidences added up, labels, the winner, and whether it is right.
import { expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/vote.tsx';
import { ballotsOf, winnerOf } from '../../../src/ui/watch/parts/ballots.ts';
import { answer, drawn, fed, group, promptDraft, words } from './watchFixtures.ts';

const vote = (text: string | null, agrees: number, confidence: number) =>
  answer('a', { answer: text, numbers: { 'vote/agrees': agrees, 'vote/confidence': confidence } });
// 3 says what most say, but only its unlikely answers weigh; 2 is a label of a subgroup, too.
const ROLLOUTS = [
  vote('3', 1, 0.5),
  vote('2', 1, 1.5),
  vote('3', 1, 0.25),
  vote('3', 0, 0.25),
  vote('7', 0, 2),
  vote(null, 0, 1),
];

test('ballots: counted, added up, most votes first', () => {
  const ballots = ballotsOf(ROLLOUTS, 'vote')!;
  expect(ballots).toEqual([
    { answer: '3', votes: 3, confidence: 1, agree: 2 },
    { answer: '2', votes: 1, confidence: 1.5, agree: 1 },
    { answer: '7', votes: 1, confidence: 2, agree: 0 },
    { answer: null, votes: 1, confidence: 1, agree: 0 },
  ]);
  expect(winnerOf(ballots)!.answer).toBe('3');
  expect(ballotsOf([vote('3', 1, 1), answer('a')], 'vote')).toBeNull();
});

test('the winner is the label of most answers, not the answer with most votes', () => {
  const ballots = ballotsOf([vote('1', 0, 1), vote('1', 0, 1), vote('4', 1, 9)], 'vote')!;
  expect(ballots[0]!.answer).toBe('1');
  expect(winnerOf(ballots)!.answer).toBe('4');
});

test('drawn: a table with a bar each; the true answer is marked', () => {
  const props = fed('scope_ttrl', { groups: [group(ROLLOUTS)], prompts: [promptDraft('p', { answer: '2' })] });
  const markup = drawn(Panel, props);
  expect(words(markup)).toBe(
    '|“3” wins, and it is wrong. 3 of 6 answers agree with the label of their subgroup.|' +
      'Answers of the group as votes|answer|votes|confidence|agree and are paid|' +
      '3|3|1|2| label|2| ✓|the true answer, which the vote does not know|1|1.5|1| label|7|1|2|0|(no answer)|1|1|0|',
  );
  expect(
    [...markup.matchAll(/<i aria-hidden="true" style="width:([\d.]+)%"><b style="width:([\d.]+)%"/g)].map((m) =>
      m.slice(1).map((n) => Math.round(Number(n))),
    ),
  ).toEqual([
    [100, 67],
    [33, 100],
    [33, 0],
    [33, 0],
  ]);
  expect(markup.match(/<tr class="winner"><th scope="row">3/g)).toHaveLength(1);
});

test('right, unknown, and nobody', () => {
  const read = (rollouts: typeof ROLLOUTS, truth: string) =>
    words(
      drawn(Panel, fed('scope_ttrl', { groups: [group(rollouts)], prompts: [promptDraft('p', { answer: truth })] })),
    );
  expect(read([vote(' Red', 1, 1)], 'red ')).toContain('“ Red” wins, and it is right.');
  expect(read([vote('3', 1, 1)], '')).toContain('|“3” wins. 1 of 1 answers');
  expect(read([vote('3', 0, 1)], '3')).toContain('Nobody agrees with a label.');
  expect(read([answer('a')], '3')).toMatch(/^\|The answers of this step do not/);
});
