// What: the panel "order" on fed steps: scores and true scores, both orders, and the pairs that stand right.
import { describe, expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/order.tsx';
import { MOST_PICTURES, pairsInOrder, rankedPictures } from '../../../src/ui/watch/parts/ranking.ts';
import { answer, drawn, fed, group, promptDraft, words } from './watchFixtures.ts';

const scored = (id: string, scores: readonly number[]) =>
  group(
    scores.map((answerScore) => answer('x', { rewards: { answerScore } })),
    { promptId: id },
  );
const prompts = [
  promptDraft('a', { further: { quality: 5 } }),
  promptDraft('b', { further: { quality: 1 } }),
  promptDraft('c', { answer: '3' }),
  promptDraft('d', { answer: 'noise' }),
];

describe('VisualQuality-R1: the score is a column', () => {
  // Policy: c 4, a 3, b 2; truth: a 5, c 3, b 1. Only the pair a, c is wrong.
  const props = fed('visualquality_r1', {
    groups: [scored('a', [2, 4]), scored('b', [2, 2]), scored('d', [1, 1])],
    before: [[scored('c', [4, 4]), scored('a', [1, 1])]],
    metrics: [{}, {}],
    prompts,
  });

  test('pictures of earlier steps are there as they were last asked; without a true score they are left out', () => {
    expect(
      rankedPictures(props.kept, 'answerScore').map(({ prompt, score, truth }) => [prompt.id, score, truth]),
    ).toEqual([
      ['a', 3, 5],
      ['b', 2, 1],
      ['c', 4, 3],
    ]);
  });

  test('two rows, the best first, lines between the places, and the pairs', () => {
    const markup = drawn(Panel, props);
    expect(words(markup)).toContain('|2 of 3 pairs of pictures stand in the right order.|');
    const names = [...markup.matchAll(/alt="prompt (\w): ([\d.]+)"/g)].map(([, name, score]) => [name, Number(score)]);
    expect(names).toEqual([
      ...[
        ['c', 4],
        ['a', 3],
        ['b', 2],
      ],
      ...[
        ['a', 5],
        ['c', 3],
        ['b', 1],
      ],
    ]);
    expect([...markup.matchAll(/<path class="(\w*)" d="([^"]*)"/g)].map(([, kind, d]) => [kind, d])).toEqual([
      ['', 'M0.5 0L1.5 1'],
      ['', 'M1.5 0L0.5 1'],
      ['kept', 'M2.5 0L2.5 1'],
    ]);
  });
});

test('Q-Insight: the number in the answer itself; words and empty answers do not count', () => {
  const said = (id: string, answers: readonly (string | null)[]) =>
    group(
      answers.map((text) => answer('x', { answer: text })),
      { promptId: id },
    );
  const props = fed('q_insight', { groups: [said('a', ['4', '5', 'blur', '', null]), said('b', ['2'])], prompts });
  expect(rankedPictures(props.kept, undefined).map(({ score }) => score)).toEqual([4.5, 2]);
  expect(words(drawn(Panel, props))).toContain('1 of 1 pairs');
  const single = fed('q_insight', { groups: [said('a', ['4'])], prompts });
  expect(words(drawn(Panel, single))).toMatch(/^\|The pictures of the latest steps .* must be two/);
});

test('pairs with equal truth do not count, equal scores are not in order; no more pictures than fit', () => {
  const picture = (score: number, truth: number) => ({ prompt: prompts[0]!, score, truth });
  expect(pairsInOrder([picture(1, 2), picture(3, 2), picture(3, 4), picture(3, 5)])).toEqual({ right: 3 - 1, of: 5 });
  const many = Array.from({ length: 12 }, (_, i) => promptDraft(`m${i}`, { further: { quality: i } }));
  const props = fed('visualquality_r1', { groups: many.map(({ id }) => scored(id, [1])), prompts: many });
  expect(rankedPictures(props.kept, 'answerScore')).toHaveLength(MOST_PICTURES);
});
