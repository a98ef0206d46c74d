// What: a prompts file of the command line: the same reader as the page's, with paths of the disk; what cannot be used is told, the rest is kept.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ArgumentError } from '../../src/headless/arguments.ts';
import { readPromptsFile } from '../../src/headless/readPrompts.ts';
import { CASES } from '../data/files/given.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollscope-prompts-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string) {
  const told: string[] = [];
  try {
    const prompts = await readPromptsFile(path, (sentence) => told.push(sentence));
    return { ids: prompts.map(({ id }) => id), prompts, told };
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    return { ids: [], prompts: [], told: [...told, `stops: ${(error as Error).message}`] };
  }
}

const SQUARE = 'g0';
const OUTSIDE = /line \d: the box \[12, 8, 24, 16\] reaches beyond the picture; .*"units": "pixels"/;
const ignored = (field: string) =>
  new RegExp(`the unknown field '${field}' \\(1 row\\) is ignored; known fields are id`);

type Expected = readonly [ids: readonly string[], told?: readonly RegExp[]];
const FAMILY: Readonly<Record<string, Expected>> = {
  'array.jsonl': [['prompt-1']],
  'backslash.jsonl': [['prompt-1']],
  'bom.jsonl': [['prompt-1']],
  'constructor.jsonl': [['prompt-1'], [ignored('constructor')]],
  'directory.jsonl': [[], [/^stops: The picture . is listed but missing from the files; add it.$/]],
  'empty.jsonl': [[], [/^stops: empty.jsonl has no prompts; choose another file.$/]],
  'nfd.jsonl': [['prompt-1']],
  'pixels.jsonl': [[], [new RegExp(`^stops: .*${OUTSIDE.source}`)]],
  'proto.jsonl': [['prompt-1'], [ignored('toString')]],
  'run-20boxes.jsonl': [[SQUARE, 'many']],
  'run-bom.jsonl': [[SQUARE]],
  'run-constructor.jsonl': [['prompt-1'], [ignored('constructor')]],
  'run-mixed.jsonl': [['t', 'two', SQUARE]],
  'run-pixels.jsonl': [[SQUARE], [OUTSIDE]],
  'utf16.jsonl': [['prompt-1']],
};

describe('tests/cases/cli', () => {
  test.each(Object.entries(FAMILY))('%s', async (name, [ids, told = []]) => {
    const read_ = await read(join(CASES, 'cli', name));
    expect(read_.ids).toEqual(ids);
    expect(read_.told).toEqual(told.map((sentence) => expect.stringMatching(sentence) as string));
    for (const { images } of read_.prompts) for (const { type } of images) expect(type).toBe('image/png');
  });
});

describe('other tables and archives', () => {
  test.each([
    ['z13a-export.zip', ['a']],
    ['c40-coco-three-files.zip', ['prompt-1', 'prompt-2']],
    ['n03/data.csv', ['prompt-2']],
    ['n06/prompts.jsonl.gz', ['prompt-1']],
  ])('%s', async (name, ids) => {
    const { ids: found, told } = await read(join(CASES, name));
    expect([found, told]).toEqual([ids, []]);
  });

  test('two prompts of one id: the second has a number, and it is said', async () => {
    const { ids, told } = await read(join(CASES, 'j24-duplicate-ids.zip'));
    expect(ids).toEqual(['x', 'x-2']);
    expect(told).toEqual(["prompts.jsonl, line 2 has the id 'x' of a prompt before it; here it is called 'x-2'."]);
  });
});

describe('paths on the disk', () => {
  mkdirSync(join(folder, 'Pictures', 'deep'), { recursive: true });
  mkdirSync(join(folder, 'tables'));
  copyFileSync(join(CASES, 'cli', 'a.png'), join(folder, 'Pictures', 'deep', 'my dog.png'));
  const table = (...images: string[]) => {
    const file = join(folder, 'tables', 'p.jsonl');
    writeFileSync(file, images.map((image) => `${JSON.stringify({ images: [image], question: 'q' })}\n`).join(''));
    return file;
  };

  test.each([
    '../Pictures/deep/my dog.png',
    '..\\Pictures\\deep\\my dog.png',
    '../pictures/DEEP/my%20dog.PNG',
    join(folder, 'Pictures', 'deep', 'my dog.png'),
    join(folder, 'tables', '..', 'Pictures', './deep', 'my dog.png'),
  ])('%s', async (path) => {
    const { prompts, told } = await read(table(path));
    expect([prompts[0]?.images[0]?.base64.length, told]).toEqual([200, []]);
  });

  test('a file elsewhere of the same name is not taken', async () => {
    expect((await read(table('my dog.png'))).told).toEqual([
      'stops: The picture my dog.png is listed but missing from the files; add it.',
    ]);
  });

  test('thousands of bad rows are counted, and the good one stays', async () => {
    const rows = Array.from({ length: 3000 }, () => '{"images": [], "question": 5}').join('\n');
    const file = join(folder, 'many.jsonl');
    writeFileSync(file, `${rows}\n{"images": [], "question": "q", "answer": "x"}\nnot json`);
    const { ids, told } = await read(file);
    expect([ids, told.length]).toEqual([['prompt-3001'], 50]);
    expect(told[0]).toBe('many.jsonl, line 3002 is not JSON; each line must be one object.');
    expect(told.at(-1)).toMatch(/^2,9\d\d more parts of the files cannot be used/);
  });
});
