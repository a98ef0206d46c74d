// What: which words Pocket was taught: none of what the page itself asks and answers is unknown; a visitor's own words are named once, answer first.
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { makeScene, SKILLS } from '../../src/scenes/pocket/makeScene.ts';
import { knownWords, readKnownWords, unknownWords, useKnownWords } from '../../src/store/prompts/knownWords.ts';
import { flatLibrary } from '../scenes/flatLibrary.ts';

const table = (path: string) => JSON.parse(readFileSync(`public/${path}`, 'utf8')) as unknown;
const known = knownWords(table('scenes/nouns.json') as Parameters<typeof knownWords>[0], table('scenes/wordings.json'));

afterEach(() => vi.unstubAllGlobals());

test('every question and answer of the page’s own scenes and samples is of known words', { timeout: 120_000 }, () => {
  const library = flatLibrary();
  const unknown = new Map<string, string>();
  for (const skill of Object.keys(SKILLS))
    for (let index = 0; index < 1; index++) {
      const { question, truth } = makeScene(library, { skill, difficulty: 0.5, seed: 3, index });
      for (const word of unknownWords({ answer: truth.answer ?? '', question }, known)) unknown.set(word, skill);
    }
  expect([...unknown]).toEqual([]);
  const { samples } = table('samples/samples.json') as { samples: { question: string; answer?: string }[] };
  const asked = samples.flatMap(({ question, answer = '' }) => unknownWords({ question, answer }, known));
  expect(asked).toEqual([]);
});

test('own words: answer first, each once, whatever the case; letters of other scripts count', () => {
  const said = unknownWords({ answer: 'egge', question: 'Where is the LEFT eye of the Egge, by the Größe?' }, known);
  expect(said).toEqual(['egge', 'größe']);
  expect(unknownWords({ answer: '3', question: 'a 7 x ?' }, known)).toEqual([]);
});

test('the tables are read once; where they are not to be had nothing is known', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('offline')));
  await readKnownWords();
  expect(useKnownWords.getState().known).toBeNull();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(new Response(readFileSync(`public/${path}`)));
  });
  await Promise.all([readKnownWords(), readKnownWords()]);
  expect(asked).toEqual(['scenes/nouns.json', 'scenes/wordings.json']);
  expect(useKnownWords.getState().known).toEqual(known);
});
