// What: a think block with a box behind it: by hand, and against cuts of a good text.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

it('wants the tags and the box in their order', async () => {
  const texts = [
    '<think>a</think> so \\boxed{4}',
    '<think></think>\\boxed{}',
    '<think>a</think>\\boxed{4} \n}.',
    '<think>\\boxed{4}</think> } \\boxed{5}',
    '<think>\\boxed{4}</think> done }',
    'Hm <think>a</think>\\boxed{4}',
    '<think>a\\boxed{4}',
    '<think>a</think>\\boxed{4',
    '<think>a</think>boxed{4}',
    '<think>a</think>\\boxed {4}',
    '</think>\\boxed{4}',
    '<Think>a</think>\\boxed{4}',
    '',
  ];
  const strict = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(await scores('thinkThenBox', {}, texts)).toEqual(strict);
  expect(await scores('thinkThenBox', {}, texts, { knobs: { loose_tags: 0 } })).toEqual(strict);
});

it('forgives white space around < > and / alone', async () => {
  const texts = [
    ' \n< think >a< / think > \\boxed{4}',
    '<\u00a0think\u2003>a</ think>\\boxed{4}',
    '<th ink>a</think>\\boxed{4}',
    '<think>a< /th ink>\\boxed{4}',
    '<think>a</think>\\box ed{4}',
  ];
  expect(await scores('thinkThenBox', {}, texts)).toEqual([1, 1, 0, 0, 0]);
  expect(await scores('thinkThenBox', {}, texts, { knobs: { loose_tags: 0 } })).toEqual([0, 0, 0, 0, 0]);
});

it('misses any byte of tags and box that is left out', async () => {
  const parts = ['<think>', 'ab', '</think>', 'c', '\\boxed{', '4', '}', '.'];
  const good = parts.join('');
  const texts = [...good].map((_, i) => good.slice(0, i) + good.slice(i + 1));
  const isFree = parts.flatMap((part) => [...part].map(() => ['ab', 'c', '4', '.'].includes(part)));
  expect(await scores('thinkThenBox', {}, texts)).toEqual(isFree.map(Number));
});

it('agrees with its reference', async () => {
  await checkReward('thinkThenBox');
});
