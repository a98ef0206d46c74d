// What: the record of `npm run make:hub-size -- --learn`: what it takes from a run's JSON lines, and which seeds it keeps.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { heldOutMeans, keepSeed, seedRecord, severalColours } from '../../bench/hub-size/record.ts';

const answer = (completion: string, factsFound: number, lengthWindow: number) => ({
  completion,
  rewards: { factsFound, lengthWindow },
});
const step = (reward: number) => ({
  reward,
  'rewards/factsFound/mean': reward / 2,
  'rewards/lengthWindow/mean': 0.25,
  'completions/mean_length': 12.5,
  entropy: 1.23456,
  step_time: 20,
});
const before = {
  'train-1': answer('x', 1, 1),
  'held-1': answer('A long one', 1, 0),
  'held-2': answer('None', 0, 0.5),
};
const after = { 'train-1': answer('x', 1, 1), 'held-1': answer('Red.', 1, 1), 'held-2': answer('Blue.', 1, 1) };
const lines = [step(0.5), step(1), { before, after }].map((line) => JSON.stringify(line)).join('\n') + '\n';

describe('the record of the learning experiment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-record-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('means over the held-out answers alone, weighted as the run is', () => {
    expect(heldOutMeans(before)).toEqual({ reward: 0.625, factsFound: 0.5, lengthWindow: 0.25 });
    const { heldOut, curves, texts } = seedRecord(3, lines);
    expect(heldOut.after).toEqual({ reward: 1.5, factsFound: 1, lengthWindow: 1 });
    expect(curves).toMatchObject({ reward: [0.5, 1], entropy: [1.2346, 1.2346], seconds: [20, 20] });
    expect(texts).toEqual({
      'held-1': { before: 'A long one', after: 'Red.' },
      'held-2': { before: 'None', after: 'Blue.' },
    });
  });

  it('keeps the other seeds of the same commit and length, and none of another', () => {
    const file = join(folder, 'record.json');
    keepSeed(file, 'abc', 2, seedRecord(2, lines));
    expect(keepSeed(file, 'abc', 2, seedRecord(1, lines)).seeds.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(keepSeed(file, 'abc', 2, seedRecord(2, lines)).seeds).toHaveLength(2);
    expect(keepSeed(file, 'abd', 2, seedRecord(5, lines)).seeds.map(({ seed }) => seed)).toEqual([5]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ commit: 'abd', steps: 2 });
  });

  it('counts answers with more than one colour, whole words, in whatever case', () => {
    const texts = ['The Red kite is blue.', 'Red, red.', 'A bored bluebird', ''];
    expect(severalColours(texts, ['red', 'blue'])).toBe(1);
  });
});
