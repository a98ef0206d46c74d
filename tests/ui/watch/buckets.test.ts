// What: the panel "buckets" on a fed step: each question in the bucket that its column says, and the numbers of the buckets.
import { expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/buckets.tsx';
import { answer, drawn, fed, group, promptDraft, words } from './watchFixtures.ts';

const options = {
  names: ['easy', 'medium', 'hard'],
  bucket: 'difficulty',
  numbers: ['difficulties/share/*', 'effortAlpha/alpha/*'],
};
const asked = (id: string, difficulty: number) =>
  group([answer('a', { rewards: { difficulty } }), answer('b', { rewards: { difficulty } })], { promptId: id });
const prompts = ['a', 'b', 'c'].map((id) => promptDraft(id));
const metrics: Record<string, number>[] = [
  { 'effortAlpha/alpha/hard': 9 },
  {
    'difficulties/share/easy': 0.25,
    'difficulties/share/hard': 0.75,
    'effortAlpha/alpha/easy': 0.5,
    'effortAlpha/alpha/medium': 0.55,
    'effortAlpha/alpha/hard': 0.6,
  },
];

test('pictures and numbers of each bucket; the question that is shown stands out', () => {
  const groups = [asked('a', 2), asked('b', 0), asked('c', 2), asked('a', 2)];
  const props = fed('dapo', { groups, prompts, metrics, index: 2, options });
  const markup = drawn(Panel, props);
  expect(words(markup)).toBe(
    '|easy: 1 question|difficulties/share|0.25|effortAlpha/alpha|0.5|' +
      'medium: 0 questions|effortAlpha/alpha|0.55|' +
      'hard: 3 questions|the question that is shown|difficulties/share|0.75|effortAlpha/alpha|0.6|',
  );
  const [easy, medium, hard] = markup.split('<li>').slice(1) as [string, string, string];
  const pictures = (text: string) => [...text.matchAll(/src="blob:small-(\w)"/g)].map(([, id]) => id);
  expect([easy, medium, hard].map(pictures)).toEqual([['b'], [], ['a', 'c', 'a']]);
  expect(hard).toMatch(/class="shown-group"><img src="blob:small-c" alt="prompt c"/);
  expect(markup.match(/shown-group/g)).toHaveLength(1);
});

test('a prompt without a picture is its question; a step without the column is a sentence', () => {
  const silent = [promptDraft('a', { images: [], question: 'how many?' })];
  const props = fed('dapo', { groups: [asked('a', 1)], prompts: silent, metrics, options });
  expect(words(drawn(Panel, props))).toContain('|medium: 1 question|how many?|the question that is shown|');
  const bare = fed('dapo', { groups: [group([answer('a')], { promptId: 'a' })], prompts, metrics, options });
  expect(words(drawn(Panel, bare))).toMatch(/^\|The answers of this step do not/);
});
