// What: which page each search should be followed up with.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const search = (pages: readonly string[], taken?: string) =>
  `<information>${pages.join('\n')}</information>${taken === undefined ? '' : `<select>${taken}</select>`}`;
const score = (facts: readonly (string | object)[], texts: readonly string[]) =>
  scores('pageSelection', { facts } as object, texts);

it('wants the first page that counts, or the first of all where none does', async () => {
  const texts = [
    search(['/x/doc_3.jpg', '/x/doc_1.jpg'], 'doc_3'),
    search(['doc_1', 'doc_3', 'doc_4'], '/y/doc_3.jpg'),
    search(['doc_1', 'doc_3'], 'doc_1'),
    search(['doc_1', 'doc_2'], 'doc_1'),
    search(['doc_1', 'doc_2'], 'doc_2'),
    search(['doc_4', 'doc_3'], 'doc_3'),
    search([], 'doc_3'),
    search(['doc_3']),
    search([' '], ''),
    '',
  ];
  expect(await score(['doc_3', 'doc_4'], texts)).toEqual([1, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(await score([{ text: 'doc_1', kind: 'whole' }, 'doc_3'], texts.slice(2, 3))).toEqual([0]);
});

it('is the mean over the searches, blocks by their number', async () => {
  const texts = [
    search(['a', 'b'], 'a') + search(['c', 'd'], 'd'),
    search(['a'], 'a') + search(['b']) + search(['c']),
    `${search(['a'])}${search(['b'])}<select>a</select><select>b</select>`,
  ];
  expect(await score(['a', 'c'], texts)).toEqual([0.5, 0.33333, 1]);
});

it('agrees with its reference', async () => {
  await checkReward('pageSelection');
});
