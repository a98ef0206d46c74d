// What: the cosine of word counts, against vectors over all words.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const grammar = 'think_rephrase_box_answer';
const said = (text: string) => `<think>t</think><rephrase>${text}</rephrase>`;

it('is 1 for the same words in any order and case, 0 without a common word', async () => {
  const texts = ['What is the total?', 'total: the IS what', 'the the total', 'bananas', '', 'é!'].map(said);
  const found = await scores('questionCosine', { question: 'What is THE total?' }, texts, { grammar });
  expect(found).toEqual([1, 1, Math.round((3 / Math.sqrt(20)) * 1e5) / 1e5, 0, 0, 0]);
  expect(await scores('questionCosine', {}, texts, { grammar })).toEqual([0, 0, 0, 0, 0, 0]);
});

it('is the product of vectors', async () => {
  const { below } = randomInputs();
  const words = ['a', 'b', 'c1', 'd'];
  const random = () => Array.from({ length: 1 + below(6) }, () => words[below(4)]!);
  const question = random();
  const texts = Array.from({ length: 40 }, random);
  const vector = (list: readonly string[]) => words.map((word) => list.filter((own) => own === word).length);
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const q = vector(question);
  const found = await scores(
    'questionCosine',
    { question: question.join(' ') },
    texts.map((list) => said(list.join('-'))),
    { grammar },
  );
  texts.map(vector).forEach((v, i) => expect(found[i]).toBeCloseTo(dot(q, v) / Math.sqrt(dot(q, q) * dot(v, v)), 4));
});

it('agrees with its reference', async () => {
  await checkReward('questionCosine', {}, 2e-6, grammar);
});
