// What: files of any kind → prompts: paths from the table's own folder, roots kept apart, pictures without a table.
import { describe, expect, test } from 'vitest';
import { DataFile } from '../../../src/data/files/dataFile.ts';
import { MAX_PROMPTS, readFiles } from '../../../src/data/files/readFiles.ts';
import { cleanPath, makeRoot } from '../../../src/data/files/root.ts';
import { cases, open, openMade, png } from './given.ts';

const file = (path: string, content: string | Uint8Array<ArrayBuffer>) =>
  new DataFile(cleanPath(path), new Blob([content]));
const line = (image: string, question = 'where?') => `${JSON.stringify({ images: [image], question, answer: 'x' })}\n`;

describe('paths', () => {
  test.each([
    ['./a.png', 'a.png'],
    ['b\\c\\a.png', 'b/c/a.png'],
    ['x/../a.png', 'a.png'],
    ['../../a.png', 'a.png'],
    ['/abs/a.png', 'abs/a.png'],
    ['cafe\u0301.png', 'caf\u00e9.png'],
  ])('%s is %s', (written, clean) => expect(cleanPath(written)).toBe(clean));

  test('a path is meant from the folder of its table, then from the root, then by its end if only one fits', () => {
    const root = makeRoot('', [file('a.png', '0'), file('in/a.png', '1'), file('in/deep/b.png', '2')]);
    expect(root.find('in', 'a.png')!.path).toBe('in/a.png');
    expect(root.find('', 'a.png')!.path).toBe('a.png');
    expect(root.find('other', 'a.png')!.path).toBe('a.png');
    expect(root.find('', 'somewhere/else/b.png')!.path).toBe('in/deep/b.png');
    expect(root.find('', 'c.png')).toBeNull();
    const two = makeRoot('', [file('x/a.png', '0'), file('y/a.png', '1')]);
    expect(two.find('', 'a.png')).toBeNull();
  });

  test('of a path from another disk, the part that the files share decides; then upper and lower case', () => {
    const root = makeRoot('', [file('train/1.png', '0'), file('val/1.png', '1'), file('val/B.PNG', '2')]);
    expect(root.locate('', 'C:\\data\\val\\1.png')).toMatchObject({ file: { path: 'val/1.png' }, partly: true });
    expect(root.locate('', '/mnt/1.png')).toBeNull();
    expect(root.locate('', 'VAL/1.png')).toMatchObject({ file: { path: 'val/1.png' }, partly: false });
    expect(root.locate('', 'b.png')).toMatchObject({ file: { path: 'val/B.PNG' }, partly: false });
    expect(makeRoot('', [file('a.png', '0'), file('A.png', '1')]).locate('', 'a.PNG')).toBeNull();
    expect(root.locate('', 'https://example.org/x/val/1.png?size=2')).toMatchObject({ file: { path: 'val/1.png' } });
  });

  test('an address is decoded, unless the file is called so', () => {
    const root = makeRoot('', [file('my dog.png', '0'), file('100%25.png', '1')]);
    expect(root.find('', 'my%20dog.png')!.path).toBe('my dog.png');
    expect(root.find('', '100%25.png')!.path).toBe('100%25.png');
    expect(root.find('', '100%.png')).toBeNull();
  });
});

describe('roots', () => {
  test('two archives with the same paths stay two', async () => {
    const roots = ['1', '2'].map((content) =>
      makeRoot(`${content}.zip`, [file('prompts.jsonl', line('images/a.png', content)), file('images/a.png', content)]),
    );
    const { prompts, images } = await readFiles(roots);
    const texts = await Promise.all(prompts.map((prompt) => images.get(prompt.images[0]!)!.content.text()));
    expect(texts).toEqual(prompts.map(({ question }) => question));
    expect(texts).toEqual(['1', '2']);
  });

  test('two tables of one root may mean two files by the same words', async () => {
    const files = ['', 'b/'].flatMap((folder) => [
      file(`${folder}p.jsonl`, line('a.png')),
      file(`${folder}a.png`, folder),
    ]);
    const { prompts, images } = await readFiles([makeRoot('', files)]);
    expect(prompts.map((prompt) => prompt.images[0])).toEqual(['0/a.png', '0/b/a.png']);
    expect(images.get('0/b/a.png')!.name).toBe('a.png');
  });

  test('pictures without a table are pictures; those beside a table that names others are not added', async () => {
    const bare = makeRoot('a.zip', [file('x/a.png', 'a'), file('notes.md', 'hello')]);
    const told = makeRoot('b.zip', [file('p.jsonl', line('b.png')), file('b.png', 'b'), file('c.png', 'c')]);
    const { loose, prompts } = await readFiles([bare, told]);
    expect(loose.map(({ name }) => name)).toEqual(['a.png']);
    expect(prompts).toHaveLength(1);
  });
});

test('tables of one name are told apart in sentences, by their path or their archive', async () => {
  const bad = () => file('p.jsonl', '{}');
  const { notes } = await readFiles([
    makeRoot('1.zip', [bad()]),
    makeRoot('2.zip', [bad(), file('x/p.jsonl', '{}'), file('q.jsonl', '{}')]),
  ]);
  expect(notes).toEqual(['1.zip/p.jsonl', '2.zip/p.jsonl', 'x/p.jsonl', 'q.jsonl'].map((name) => `${name}, line 1 has no images.`)); // prettier-ignore
});

describe('files that are no part of a table', () => {
  const opened = async (files: Readonly<Record<string, string>>) => {
    const { loose, notes, prompts } = await openMade(files);
    return { loose: loose.map(({ name }) => name), notes, prompts: prompts.length };
  };
  const NO_TABLE =
    'that can be read here; choose PNG, JPEG, WebP or GIF pictures, rows as JSON, JSON lines, CSV or Parquet, or labels as COCO, VOC, YOLO, CVAT, Label Studio, LabelMe, VIA, Create ML or Datumaro write them.';

  test('tests/cases/n05: marks that ask nothing take no picture away', async () => {
    const { loose, notes } = await open(cases('n05'));
    expect(loose.map(({ name }) => name)).toEqual(['a.png']);
    expect(notes).toHaveLength(1);
  });

  test.each(['n04', 's02-labelme'])('tests/cases/%s: marks beside their picture', async (name) => {
    const { prompts, notes, loose } = await open(cases(name));
    expect(prompts.map(({ question, boxes }) => [question, boxes?.length])).toEqual([['find the dog', 1]]);
    expect([notes, loose]).toEqual([[], []]);
  });

  test('files of a kind that nobody knows are named', async () => {
    expect(await opened({ 'a.json': '{"a": 1}', 'b.xml': '<b/>', 'a.png': 'A' })).toEqual({
      loose: ['a.png'],
      notes: [`a.json and b.xml are neither pictures nor tables ${NO_TABLE}`],
      prompts: 0,
    });
  });

  test('a broken table is told of, and takes no picture away', async () => {
    expect(await opened({ 'a.json': '{"x', 'a.png': 'A' })).toEqual({
      loose: ['a.png'],
      notes: ['a.json is not JSON; is it damaged?'],
      prompts: 0,
    });
  });

  test('what nobody means costs no sentence; what is given by itself does', async () => {
    const files = {
      'set/README.md': 'x',
      'set/LICENSE': 'x',
      'set/Thumbs.db': 'x',
      'set/make.py': 'x',
      'set/a.png': 'A',
    };
    expect(await opened(files)).toEqual({ loose: ['a.png'], notes: [], prompts: 0 });
    expect(await opened({ 'notes.pdf': 'x' })).toMatchObject({
      notes: [`notes.pdf is neither a picture nor a table ${NO_TABLE}`],
    });
    expect(await opened({ 'Thumbs.db': 'x', '.DS_Store': 'x' })).toMatchObject({ notes: [] });
  });

  test('pictures beside a table that no prompt names: one counted sentence', async () => {
    const files = { 'p.jsonl': line('a.png'), 'a.png': 'A', 'b.png': 'B', 'c/c.png': 'C', 'c/d.jpeg': 'D' };
    expect(await opened(files)).toEqual({
      loose: [],
      notes: ['b.png and 2 more pictures are in none of the prompts and were left out.'],
      prompts: 1,
    });
  });

  test('a picture without an ending is known by its first bytes', async () => {
    const { loose } = await openMade({ photo: png(), other: 'no picture', 'a.xml': '<a/>' });
    expect(loose.map(({ name }) => name)).toEqual(['photo']);
  });
});

describe('many', () => {
  test('more prompts than a page can hold: the first are taken and it is said; the command line takes all', async () => {
    const rows = line('a.png').repeat(MAX_PROMPTS) + line('b.png').repeat(5);
    const roots = () => [makeRoot('', [file('p.jsonl', rows), file('a.png', 'A'), file('b.png', 'B')])];
    const { prompts, notes } = await readFiles(roots());
    expect(prompts).toHaveLength(MAX_PROMPTS);
    expect(notes).toEqual(['There are 1,005 prompts; the first 1,000 were taken.']);
    const all = await readFiles(roots(), { most: Infinity });
    expect([all.prompts.length, all.notes]).toEqual([MAX_PROMPTS + 5, []]);
  });

  test('thousands of files and rows are matched in no time to speak of', async () => {
    const names = Array.from({ length: 4000 }, (_, i) => `set/${i % 7}/${i}.png`);
    const rows = names.map((name) => line(`/mnt/disk/${name}`)).join('');
    const roots = [makeRoot('', [file('p.jsonl', rows), ...names.map((name) => file(name, name))])];
    const { prompts, notes } = await readFiles(roots, { most: Infinity });
    expect([prompts.length, notes]).toEqual([4000, []]);
  });
});

test('a file that cannot be read any more costs one sentence', async () => {
  const gone = new DataFile('p.jsonl', () => Promise.reject(new Error('NotReadableError')));
  const { notes } = await readFiles([makeRoot('', [gone])]);
  expect(notes).toEqual(['p.jsonl cannot be read; choose it again.']);
});

test('a picture that is missing costs its prompt and one sentence', async () => {
  const table = file('p.jsonl', line('a.png') + line('gone.png') + line('gone.png'));
  const { prompts, notes } = await readFiles([makeRoot('', [table, file('a.png', 'a')])]);
  expect(prompts).toHaveLength(1);
  expect(notes).toEqual(['The picture gone.png is listed but missing from the files; add it.']);
});
