// What: three blocks and nothing else: a table, and splitting at every tag on random pieces.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (texts: readonly string[], form: number) => scores('blockSequence', {}, texts, { knobs: { form } });

it('takes the three blocks in their order, with white space between and anything inside', async () => {
  const texts = [
    '<location>a</location><think>b</think><answer>c</answer>',
    '<location></location> \n\u00a0<think></think>\t<answer></answer>',
    '<location>a</location><think>b</think><answer>c</answer><answer>d</answer>',
    '<location>a</location>x</location><think>b</think><answer>c</answer>',
    '<location>a</location>x<think>b</think><answer>c</answer>',
    ' <location>a</location><think>b</think><answer>c</answer>',
    '<location>a</location><think>b</think><answer>c</answer>\n',
    '<think>b</think><location>a</location><answer>c</answer>',
    '<location>a</location><think>b</think>',
    '<Location>a</Location><think>b</think><answer>c</answer>',
    '',
  ];
  expect(await score(texts, 0)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  const other = [
    '<think>a</think><rethink>b</rethink> <answer>c</answer>',
    '<bbox>a</bbox><think>b</think><answer>c</answer>',
  ];
  expect(await score([...texts, ...other], 1)).toEqual([...texts.map(() => 0), 1, 0]);
  expect(await score([...texts, ...other], 2)).toEqual([...texts.map(() => 0), 0, 1]);
});

it('may leave the end open, but never the beginning', async () => {
  const texts = [
    '<context>a</context> <think>b</think>\n<answer>c</answer>',
    '<context>a</context><think>b</think><answer>c</answer> and more </answer>',
    '<context>a</context>x</context><think>b</think><answer></answer>.',
    '<context>a</context><think>b</think><answer>c',
    '<context>a</context><think>b</think>x<answer>c</answer>',
    'x<context>a</context><think>b</think><answer>c</answer>',
    '<contexts>a</contexts><think>b</think><answer>c</answer>',
  ];
  const open = await scores('blockSequence', {}, texts, { knobs: { form: 3, open_end: 1 } });
  expect(open).toEqual([1, 1, 1, 0, 0, 0, 0]);
  expect(await score(texts, 3)).toEqual([1, 1, 0, 0, 0, 0, 0]);
});

it('is what trying every pair of closing tags finds, on random pieces', async () => {
  const { below } = randomInputs();
  const tags = ['bbox', 'think', 'answer'].flatMap((name) => [`<${name}>`, `</${name}>`]);
  const texts = Array.from({ length: 300 }, (_, n) => {
    const pieces = n % 2 ? [...tags] : Array.from({ length: 4 + below(6) }, () => tags[below(6)]!);
    for (let more = below(3); more > 0; more--) pieces.splice(below(pieces.length), 0, [' ', 'x', ...tags][below(8)]!);
    return pieces.join('');
  });
  const places = (text: string, mark: string) =>
    [...text].flatMap((_, k) => (text.startsWith(mark, k) ? [k + mark.length] : []));
  const expected = texts.map((text) => {
    if (!text.startsWith('<bbox>') || !text.endsWith('</answer>')) return 0;
    for (const a of places(text, '</bbox>')) {
      const think = text.slice(a).trimStart();
      const start = text.length - think.length;
      if (!think.startsWith('<think>')) continue;
      for (const b of places(text, '</think>').filter((place) => place >= start + 7 + 8)) {
        const answer = text.slice(b).trimStart();
        if (answer.startsWith('<answer>') && answer.length >= 17) return 1;
      }
    }
    return 0;
  });
  expect(expected.filter((value) => value === 1).length).toBeGreaterThan(30);
  expect(await score(texts, 2)).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('blockSequence');
});
