// What: files of any kind → prompts: paths from the table's own folder, roots kept apart, pictures without a table.
import { describe, expect, test } from 'vitest';
import { DataFile } from '../../../src/data/files/dataFile.ts';
import { readFiles } from '../../../src/data/files/readFiles.ts';
import { cleanPath, makeRoot } from '../../../src/data/files/root.ts';

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

test('a picture that is missing costs its prompt and one sentence', async () => {
  const table = file('p.jsonl', line('a.png') + line('gone.png') + line('gone.png'));
  const { prompts, notes } = await readFiles([makeRoot('', [table, file('a.png', 'a')])]);
  expect(prompts).toHaveLength(1);
  expect(notes).toEqual(['The picture gone.png is listed but missing from the files; add it.']);
});

test('texts are decoded by their byte order mark', async () => {
  const utf16 = Uint8Array.from([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from([...line('a.png')].map((letter) => letter.charCodeAt(0))).buffer),
  ]);
  const utf8 = `\ufeff${line('a.png')}`;
  for (const text of [utf16, utf8]) {
    const { prompts, notes } = await readFiles([makeRoot('', [file('p.jsonl', text), file('a.png', 'a')])]);
    expect(notes).toEqual([]);
    expect(prompts).toHaveLength(1);
  }
});
