import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const think = (text: string) => `<think>${text}</think><answer>2</answer>`;

it('is the share of the sentences that state a fact', async () => {
  const truth = { facts: ['two dogs', 'a Red car', '3.5 m'] };
  const texts = [
    think('there are two dogs.'),
    think('There are TWO DOGS! i see a red car; i guess'),
    think('two dogs. two dogs. no'),
    think('it is 3.5 m long. it is 3.5 metres long'),
    think('two.dogs'), // a point with no space behind it ends nothing, and is no space
    think('two\ndogs\n...\n'),
    think('... !'),
    think(''),
    'two dogs',
    '',
    think('Füße. bored cars, two dogsled'),
  ];
  const expected = [1, 2 / 3, 2 / 3, 0.5, 0, 0, 0, 0, 0, 0, 0];
  expect(await scores('sentenceFacts', truth, texts)).toEqual(expected.map((value) => Math.round(value * 1e5) / 1e5));
  expect(await scores('sentenceFacts', {}, texts)).toEqual(texts.map(() => 0));
});

it('counts as many sentences as a regular expression finds', async () => {
  const parts = ['a dog. ', 'a cat! ', 'no', '\n', '; ', 'a dog', ' . ', '1.5 ', '?'];
  const texts = Array.from({ length: 60 }, (_, i) =>
    Array.from({ length: 1 + (i % 7) }, (_x, k) => parts[(i * 5 + k * k * 3 + k) % parts.length]!).join(''),
  );
  const expected = texts.map((text) => {
    const sentences = text
      .replace(/[.!?;\n](?=\s|$)/g, '\u0000')
      .split('\u0000')
      .filter((part) => /[a-z0-9]/.test(part));
    const stated = sentences.filter((part) => /(?<![a-z0-9])a dog(?![a-z0-9])/.test(part));
    return Math.round((1e5 * stated.length) / Math.max(sentences.length, 1)) / 1e5;
  });
  expect(new Set(expected).size).toBeGreaterThan(3);
  expect(await scores('sentenceFacts', { facts: ['a dog'] }, texts.map(think))).toEqual(expected);
});

it('agrees with its reference', () => checkReward('sentenceFacts'));
