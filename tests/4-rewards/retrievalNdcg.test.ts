// What: ranks of pages by hand, in the order of retrieval and with the first ones in front, and the released comparison by letters.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const found = (...searches: readonly string[][]) =>
  searches.map((pages) => `<search>q</search><information>${pages.join('\n')}</information>`).join('');
const score = (facts: readonly (string | object)[], texts: readonly string[], knobs = {}) =>
  scores('retrievalNdcg', { facts } as object, texts, { knobs });
const LOG = [1, 0.63093, 0.5, 0.43068] as const;
const rounded = (value: number) => Math.round(value * 1e5) / 1e5;

it('pays the ranks of the pages that count, each time they come', async () => {
  const texts = [
    found(['/x/doc_3.jpg', '/x/doc_1.jpg']),
    found(['doc_1.jpg', ' doc_3 ', '']),
    found(['doc_1'], ['doc_2', 'doc_3']),
    found(['doc_3', 'doc_3']),
    found(['other_3.jpg', 'doc_30', '/doc_3/x.jpg', 'doc_3.png']),
    found(['a/doc_3//']),
    found(['doc_3.jpg.jpg']),
    found([]),
    'doc_3',
  ];
  expect(await score(['doc_3'], texts)).toEqual([1, LOG[1], LOG[2], 1.63093, 0, 1, 1, 0, 0]);
  // a – d as in a list of four; references that are not found lower it.
  const four = found(['a', 'b', 'c', 'd']);
  expect(await score(['d'], [four])).toEqual([LOG[3]]);
  expect(await score(['a', 'd'], [four])).toEqual([rounded((1 + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3)))]);
  expect(await score(['a', 'b', 'c'], [found(['a'])])).toEqual([0.46928]);
  expect(await score([], [four])).toEqual([0]);
  // Facts that say of a page that nothing is cut out of it are no references.
  expect(await score([{ text: 'a', kind: 'whole' }, 'b'], [four])).toEqual([LOG[1]]);
});

it('puts the first pages of all searches in front, each page once and none behind the third', async () => {
  const firsts = { firsts: 1 };
  const two = found(['a', 'b'], ['c', 'd']);
  // a, c, b, d
  expect(await score(['c'], [two], firsts)).toEqual([LOG[1]]);
  expect(await score(['b'], [two, found(['a', 'b'], ['a', 'd'])], firsts)).toEqual([LOG[2], LOG[1]]);
  expect(await score(['b', 'c'], [two], firsts)).toEqual([rounded((1 / Math.log2(3) + 0.5) / (1 + 1 / Math.log2(3)))]);
  expect(await score(['d'], [found(['a', 'b', 'c', 'd'])], firsts)).toEqual([0]);
  expect(await score(['a'], [found(['a', 'a'], ['a'])], firsts)).toEqual([1]);
});

it('as released compares sorted letters with lists, so that a name is never found', async () => {
  const released = { firsts: 1, letters: 1 };
  const names = found(['doc_3', 'doc_1']);
  expect(await score(['doc_3'], [names], released)).toEqual([0]);
  expect(await score(['["3","_","c","d","o"]'], [names, found(['doc_1', 'cod_3'])], released)).toEqual([1, LOG[1]]);
  expect(await score(['["d","o","c","_","3"]', '["3","_","c","d"]'], [names], released)).toEqual([0]);
  expect(await score(['["a"]', '["b","cc"]'], [found(['["a"]', '["cc","b"]'])], released)).toEqual([1]);
  expect(await score(['["/x.jpg"]'], [found(['["/x.jpg"]'])], released)).toEqual([1]);
  // Letters often enough: aab and abb differ, and so do their lists.
  expect(await score(['["a","a","b"]'], [found(['abb', 'aba'])], released)).toEqual([LOG[1]]);
  // doc_13 counts as doc_31, which has come already.
  expect(await score(['["1","2","c","d","o"]'], [found(['doc31', 'doc13', 'doc21'])], released)).toEqual([LOG[1]]);
  expect(await score(['["é","ö"]'], [found(['öé'])], released)).toEqual([1]);
});

it('does not score more than 96 pages', async () => {
  const many = (count: number) => found(Array.from({ length: count }, (_, i) => `p${i}`));
  expect(await score(['p95'], [many(96), many(97)])).toEqual([rounded(1 / Math.log2(97)), 0]);
});

it('agrees with its reference', async () => {
  await checkReward('retrievalNdcg');
});
