// What: Parquet files that pyarrow 26 wrote: verl's rows (Snappy), detection and classes with the features of Hugging Face (Zstandard, Gzip in
// several row groups), 1,500 plain rows, and one packed with Brotli.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFiles } from '../../../../src/data/files/openFiles.ts';
import { readFiles } from '../../../../src/data/files/readFiles.ts';
import { sharesOf } from '../../../../src/data/files/importers/parquet.ts';
import { cases, CASES, given, open, openMade, png, shown } from '../given.ts';

const bytes = (name: string) => new Uint8Array(readFileSync(join(CASES, 'parquet', name)));

test('verl: nested rows, pictures as bytes', async () => {
  const opened = await open(cases('parquet/verl.parquet'));
  expect(opened.prompts.map(({ question, answer, split, where }) => [question, answer, split, where])).toEqual([
    ['Find x.', '3', 'train', 'verl.parquet, row 1'],
    ['Find y.', '2 \\sqrt { 3 }', 'heldOut', 'verl.parquet, row 2'],
  ]);
  expect(await shown(opened)).toEqual(['a', 'b']);
  expect(opened.notes).toEqual([
    expect.stringMatching(/^verl.parquet: the unknown fields 'data_source' \(2 rows\) and 'ability'/),
  ]);
});

test('the names of classes stand in the features', async () => {
  const opened = await open(cases('parquet/detection.parquet'));
  expect(opened.prompts.map(({ question, boxes }) => [question, boxes])).toEqual([
    ['find the cat', [[0.25, 0.25, 0.5, 0.5]]],
    ['find the dog', [[0, 0, 0.5, 0.5]]],
  ]);
  expect(opened.images.get(opened.prompts[0]!.images[0]!)!.name).toBe('000007.png');
  expect(opened.notes).toEqual([
    'detection.parquet: in 1 row nothing is marked, so nothing is asked.',
    expect.stringMatching(/^detection.parquet: the unknown field 'image_id'/),
  ]);
});

test('row groups, Gzip, and a class that is not told', async () => {
  const { prompts, notes } = await open(cases('parquet/classes.parquet'));
  expect(prompts.map(({ answer }) => answer)).toEqual(['beagle', 'pug', 'beagle', 'pug']);
  expect(notes).toEqual([
    'classes.parquet: in 1 row there is neither a question nor a caption nor the name of a class, so nothing is asked.',
  ]);
});

describe('many rows', () => {
  test('no more are read than the page has prompts', async () => {
    const { prompts, notes } = await openMade({ 'many.parquet': bytes('many.parquet'), 'a.png': png() });
    expect([prompts.length, prompts.at(-1)!.question, prompts.at(-1)!.answer]).toEqual([1000, 'q999?', '999']);
    expect(notes).toEqual(['many.parquet has 1,500 rows; the first 1,000 are read.']);
  });

  test('the command line, which takes all prompts, gets all rows', async () => {
    const { roots } = await openFiles(given({ 'many.parquet': bytes('many.parquet'), 'a.png': png() }));
    const { prompts, notes } = await readFiles(roots, { most: Infinity });
    expect([prompts.length, notes]).toEqual([1500, []]);
  });

  test('two files get even parts', async () => {
    const many = bytes('many.parquet');
    const { prompts, notes } = await openMade({ 'test.parquet': many, 'train.parquet': many, 'a.png': png() });
    expect(prompts.filter(({ split }) => split === 'heldOut')).toHaveLength(500);
    expect(prompts).toHaveLength(1000);
    expect(notes).toEqual([
      'test.parquet has 1,500 rows; the first 500 are read.',
      'train.parquet has 1,500 rows; the first 500 are read.',
      'test.parquet: its 500 prompts are held out, as its name says.',
    ]);
  });

  test.each([
    [
      [10, 2000],
      [10, 990],
    ],
    [
      [2000, 10, 3000],
      [495, 10, 495],
    ],
    [
      [5, 5],
      [5, 5],
    ],
    [[], []],
  ])('%j', (rows, shares) => expect(sharesOf(rows, 1000)).toEqual(shares));
});

test('what cannot be unpacked or is cut off says so', async () => {
  const cut = bytes('verl.parquet').slice(0, -40);
  const { prompts, notes } = await openMade({
    'a.parquet': bytes('brotli.parquet'),
    'b.parquet': cut,
    'c.parquet': 'PAR1',
  });
  expect(prompts).toEqual([]);
  expect(notes).toEqual([
    'a.parquet is packed with BROTLI; write it with Snappy, Gzip or Zstandard.',
    'b.parquet is not a readable Parquet file; was it downloaded whole?',
    'c.parquet is not a readable Parquet file; was it downloaded whole?',
  ]);
});
